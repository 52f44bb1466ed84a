using Bursar.App.Drops;
using Bursar.App.Outbox;
using Bursar.Contracts;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar;

/// <summary>A drop with its published files, as the client's account uses it.</summary>
public sealed class Drop
{
    private readonly ClientCore _core;
    private readonly DropFolder _files;

    internal Drop(ClientCore core, DropFolder files)
    {
        _core = core;
        _files = files;
    }

    /// <summary>Where it is.</summary>
    public Address Address => _files.Address;

    /// <summary>Root of the tree over its list.</summary>
    public Hash32 Root => _files.Proofs.Root;

    /// <summary>The folder with everybody's proofs: publish it, and recipients can claim without any server.</summary>
    public string Folder => _files.Folder;

    /// <summary>What the chain says of it: whether it is open, what it holds, when it ends.</summary>
    public Task<DropState> ShowAsync(CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadDrop(_core.Chain).RunAsync(Address, cancellationToken)).Value);

    /// <summary>Whether <paramref name="account"/> has claimed all that is its own.</summary>
    /// <exception cref="Core.Faults.FaultException">The account is not among the recipients, or the files are damaged.</exception>
    public Task<bool> IsClaimedAsync(Address account, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        IReadOnlyList<ProofEntry> rows = _files.Proofs.Find(account).Value;
        if (rows.Count == 0)
            throw new Core.Faults.FaultException(ClaimDrop.NoRow(account));
        IReadOnlyList<bool> claimed = await _core.Chain.CallManyAsync<bool>(
            [.. rows.Select(r => new ContractCall<bool>(Address, new MerkleDrop.IsClaimedCall(r.Position)))], BlockTag.Latest, cancellationToken);
        return claimed.All(c => c);
    });

    /// <summary>Claims what is the account's own.</summary>
    /// <param name="to">Who gets it; null for the account itself.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="Core.Faults.FaultException">Nothing is left to claim, claims are not open, or the chain refused.</exception>
    public Task<Claim> ClaimAsync(Address? to = null, CancellationToken cancellationToken = default) => ClaimAsync(_core.Account, to, cancellationToken);

    /// <summary>Claims what is another account's, to that account, where the drop lets anybody do that.</summary>
    /// <exception cref="Core.Faults.FaultException">The drop does not allow it, nothing is left to claim, or the chain refused.</exception>
    public Task<Claim> ClaimForAsync(Address account, CancellationToken cancellationToken = default) => ClaimAsync(account, null, cancellationToken);

    /// <summary>After its end, sends what nobody claimed to <paramref name="to"/>. The client's account must be the drop's owner.</summary>
    /// <exception cref="Core.Faults.FaultException">It has not ended, holds nothing, or belongs to somebody else.</exception>
    public async Task<Sent> ClawBackAsync(Address to, CancellationToken cancellationToken = default)
    {
        ClawedBack done = await _core.SendAsync(
            () => new ClawBackDrop(_core.Steps).RunAsync(Address, to, _core.Options.Time.GetUtcNow(), Outbox, Progress, cancellationToken), cancellationToken);
        return new Sent(null, done.Outcome);
    }

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private async Task<Claim> ClaimAsync(Address account, Address? to, CancellationToken cancellationToken)
    {
        ClaimedRows done = await _core.SendAsync(
            () => new ClaimDrop(_core.Chain).RunAsync(_core.Steps, _files, account, to, _core.Options.Time.GetUtcNow(), Outbox, Progress, cancellationToken), cancellationToken);
        return new Claim(account, new Amount(done.Claims.Total, done.Claims.Drop.Decimals), new Sent(null, done.Outcome));
    }
}
