using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Staking;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A staking pool, as the client's account uses it.</summary>
public sealed class StakePool
{
    private readonly ClientCore _core;

    internal StakePool(ClientCore core, Address address, byte decimals, string? launchFile)
    {
        _core = core;
        Address = address;
        Decimals = decimals;
        LaunchFile = launchFile;
    }

    /// <summary>Where it is.</summary>
    public Address Address { get; }

    /// <summary>Decimals of what is staked; 0 for NFTs.</summary>
    public byte Decimals { get; }

    /// <summary>The launch file that the SDK wrote, for <c>bursar verify</c>; null for a pool that was opened by its address.</summary>
    public string? LaunchFile { get; }

    /// <summary>What the chain says of it: what is staked by whom, what each reward gives and has given.</summary>
    public Task<StakingState> ShowAsync(CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadStakingPool(_core.Chain).RunAsync(Address, cancellationToken)).Value);

    /// <summary>Stakes: by a permit in one transaction where the token takes permits.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="tier">In which tier.</param>
    /// <param name="idempotencyKey">Names this stake: under one key it is made once. Null for a new one.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">The account does not have it, there is no such tier, or the chain refused.</exception>
    public Task<Sent> AddAsync(Quantity amount, int tier = 0, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        return SendAsync(key, () => Use.AddAsync(Address, Units(amount), tier, key, Outbox, Progress, cancellationToken), cancellationToken);
    }

    /// <summary>Stakes NFTs.</summary>
    /// <exception cref="FaultException">One is not the account's, there is no such tier, or the chain refused.</exception>
    public Task<Sent> AddNftsAsync(IReadOnlyList<UInt256> ids, int tier = 0, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        return SendAsync(key, () => Use.AddNftsAsync(Address, ids, tier, key, Outbox, Progress, cancellationToken), cancellationToken);
    }

    /// <summary>Takes an amount back; what it earned stays claimable. With a cooldown it is collected later.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="tier">Out of which tier; null for the only one in which the account has something.</param>
    /// <param name="idempotencyKey">Names this withdrawal: under one key it is made once. Null for a new one.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">More than is staked, locked, or the chain refused.</exception>
    public Task<Sent> RemoveAsync(Quantity amount, int? tier = null, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        return SendAsync(key, () => Use.RemoveAsync(Address, Units(amount), tier, key, Now, Outbox, Progress, cancellationToken), cancellationToken);
    }

    /// <summary>Takes NFTs back, and claims the rewards of their tier when asked to.</summary>
    /// <exception cref="FaultException">One is not staked by the account there, locked, or the chain refused.</exception>
    public Task<Sent> RemoveNftsAsync(IReadOnlyList<UInt256> ids, int? tier = null, bool claim = false, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        return SendAsync(key, () => Use.RemoveNftsAsync(Address, ids, tier, claim, key, Now, Outbox, Progress, cancellationToken), cancellationToken);
    }

    /// <summary>Takes all back and claims the rewards, in one transaction.</summary>
    /// <exception cref="FaultException">Nothing is staked, it is locked, or the chain refused.</exception>
    public Task<Sent> RemoveAllAsync(int? tier = null, CancellationToken cancellationToken = default) =>
        SendAsync(null, () => Use.ExitAsync(Address, tier, false, Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Takes all back and gives up the rewards: no reward token is called, so none can hold the stake back.</summary>
    /// <exception cref="FaultException">Nothing is staked, it is locked, or the chain refused.</exception>
    public Task<Sent> RemoveInEmergencyAsync(int? tier = null, CancellationToken cancellationToken = default) =>
        SendAsync(null, () => Use.ExitAsync(Address, tier, true, Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Collects what has cooled down.</summary>
    /// <exception cref="FaultException">Nothing is on its way out, the cooldown is not over, or the chain refused.</exception>
    public Task<Sent> CollectAsync(CancellationToken cancellationToken = default) =>
        SendAsync(null, () => Use.CollectAsync(Address, Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Claims the rewards of a tier, or of every tier.</summary>
    /// <exception cref="FaultException">There is nothing to claim, or the chain refused.</exception>
    public Task<Sent> ClaimAsync(int? tier = null, CancellationToken cancellationToken = default) =>
        SendAsync(null, () => Use.ClaimAsync(Address, tier, Outbox, Progress, cancellationToken), cancellationToken);

    private UseStaking Use => new(_core.Steps);

    private DateTimeOffset Now => _core.Options.Time.GetUtcNow();

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private UInt256 Units(Quantity amount) => amount.With(Decimals).BaseUnits;

    private async Task<Sent> SendAsync(string? key, Func<Task<Result<UsedStake>>> use, CancellationToken cancellationToken) => new(key, (await _core.SendAsync(use, cancellationToken)).Outcome);
}
