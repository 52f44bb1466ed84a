using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Vesting;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A schedule of vesting, as the client's account uses it: as its recipient, or as its revoker.</summary>
public sealed class VestingSchedule
{
    private readonly ClientCore _core;

    internal VestingSchedule(ClientCore core, Hash32 id)
    {
        _core = core;
        Id = id;
    }

    /// <summary>Its id.</summary>
    public Hash32 Id { get; }

    /// <summary>What the chain says of it: what has vested, what can be withdrawn, who can end it.</summary>
    /// <exception cref="FaultException">It was moved to another account, and has another id.</exception>
    public Task<ScheduleState> ShowAsync(CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadSchedules(_core.Chain).ByIdAsync([Id], cancellationToken)).Value[0]);

    /// <summary>Withdraws what has vested. The recipient's right.</summary>
    /// <exception cref="FaultException">The client's account is not the recipient, nothing has vested, or the chain refused.</exception>
    public Task<Sent> WithdrawAsync(CancellationToken cancellationToken = default) =>
        SendAsync(null, use => use.WithdrawAsync([Id], Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Pays a part of what has vested to anybody. The recipient's right.</summary>
    /// <param name="to">Who is paid.</param>
    /// <param name="amount">How much.</param>
    /// <param name="idempotencyKey">Names this very payment; null for a fresh key.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    /// <exception cref="FaultException">The client's account is not the recipient, less has vested, or the chain refused.</exception>
    public async Task<Sent> WithdrawToAsync(Address to, Quantity amount, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        byte decimals = (await ShowAsync(cancellationToken)).Decimals;
        return await SendAsync(key, use => use.WithdrawToAsync(Id, to, amount.With(decimals).BaseUnits, key, Outbox, Progress, cancellationToken), cancellationToken);
    }

    /// <summary>Ends it early: what has vested is paid to its recipient, the rest returns. The revoker's right.</summary>
    /// <exception cref="FaultException">The client's account is not the revoker, all has vested, or the chain refused.</exception>
    public Task<Sent> RevokeAsync(CancellationToken cancellationToken = default) => SendAsync(null, use => use.RevokeAsync(Id, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Delegates the votes of what it holds. The recipient's right.</summary>
    /// <exception cref="FaultException">The client's account is not the recipient, or the token has no votes.</exception>
    public Task<Sent> DelegateAsync(Address to, CancellationToken cancellationToken = default) => SendAsync(null, use => use.DelegateAsync(Id, to, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Signs, with the client's key, that it may move to another account; nothing is sent.</summary>
    /// <param name="to">Who is to have it.</param>
    /// <param name="until">Until when the agreement is good; both parties sign the same.</param>
    /// <param name="cancellationToken">Stops before it is signed.</param>
    public Task<MoveConsent> AgreeAsync(Address to, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(() => MoveConsent.SignAsync(_core.SignerFor("vest-agree"), _core.Network.ChainId, Id, to, checked((ulong)until.ToUnixTimeSeconds()), cancellationToken));

    /// <summary>Moves what it still promises to another account, with the consent of both.</summary>
    /// <param name="to">Who is to have it.</param>
    /// <param name="consents">The agreements of those of the two who are not the client's account.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <returns>The schedule under its new id.</returns>
    /// <exception cref="FaultException">Somebody has not agreed, or the chain refused.</exception>
    public async Task<VestingSchedule> MoveAsync(Address to, IReadOnlyList<MoveConsent> consents, CancellationToken cancellationToken = default)
    {
        UsedSchedules used = await _core.SendAsync(() => new UseSchedules(_core.Steps).MoveAsync(Id, to, consents, Outbox, Progress, cancellationToken), cancellationToken);
        return new VestingSchedule(_core, UseSchedules.IdAfter(used.Before[0], to));
    }

    /// <summary>Its id.</summary>
    public override string ToString() => Id.ToString();

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private async Task<Sent> SendAsync(string? key, Func<UseSchedules, Task<Result<UsedSchedules>>> use, CancellationToken cancellationToken)
    {
        UsedSchedules used = await _core.SendAsync(() => use(new UseSchedules(_core.Steps)), cancellationToken);
        return new Sent(key, used.Outcome);
    }
}
