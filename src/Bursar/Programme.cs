using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Programmes;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A recurring programme with its published lists, as the client's account uses it: as the owner, as a watcher, or as somebody who earns.</summary>
public sealed class Programme
{
    private readonly ClientCore _core;
    private readonly ProgrammeFolder _files;

    internal Programme(ClientCore core, Address address, ProgrammeFolder files, string? launchFile)
    {
        _core = core;
        _files = files;
        Address = address;
        LaunchFile = launchFile;
    }

    /// <summary>Where it is.</summary>
    public Address Address { get; }

    /// <summary>The folder with its lists and everybody's proofs: publish it, and accounts can claim without any server.</summary>
    public string Folder => _files.Path;

    /// <summary>The launch file that the SDK wrote, for <c>bursar verify</c>; null for a programme that was opened by its address.</summary>
    public string? LaunchFile { get; }

    /// <summary>What the chain says of it: window, watchers, what was paid in, every list and what became of it.</summary>
    public Task<ProgrammeState> ShowAsync(CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadProgramme(_core.Chain).RunAsync(Address, cancellationToken)).Value);

    /// <summary>Proposes the next list; the same list twice in a row is one proposal. Its files are written to <see cref="Folder"/> before anything is sent.</summary>
    /// <param name="list">What each account has earned of each token since the beginning.</param>
    /// <param name="uri">Where it will be published, recorded on chain; null for nowhere.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <returns>What it changes, and its number.</returns>
    /// <exception cref="FaultException">An amount falls, a row is gone or a total is above what was paid in (all of it at once); the client's account is not the owner; or the chain refused.</exception>
    public Task<ProposedList> ProposeAsync(CumulativeList list, string? uri = null, CancellationToken cancellationToken = default) => _core.SendAsync(
        () => Use.ProposeAsync(Address, list, _files, uri ?? "", Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>What a watcher does before it lets a list pass: computes the list that waits again from its published rows, and compares.</summary>
    /// <returns>What the list changes.</returns>
    /// <exception cref="FaultException">Every reason to stop it.</exception>
    public Task<CumulativeDiff> CheckAsync(CumulativeList list, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
        CheckProgramme.Run((await new ReadProgramme(_core.Chain).RunAsync(Address, cancellationToken)).Value, list, _files, cancellationToken).Value);

    /// <summary>Stops the list that waits. A watcher's right.</summary>
    /// <exception cref="FaultException">The client's account is no watcher, or no list waits.</exception>
    public Task<Sent> VetoAsync(CancellationToken cancellationToken = default) => SendAsync(() => Use.VetoAsync(Address, null, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Makes the list that waits the list, after its window. Anybody may.</summary>
    /// <exception cref="FaultException">The window is not over, no list waits, or its files are not in <see cref="Folder"/>.</exception>
    public Task<Sent> ActivateAsync(CancellationToken cancellationToken = default) => SendAsync(() => Use.ActivateAsync(Address, _files, Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>What the active list gives an account of each token, and what it has had.</summary>
    /// <exception cref="FaultException">No list counts yet, or the account is not in it.</exception>
    public Task<ProgrammeRows> RowsOfAsync(Address account, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ClaimProgramme(_core.Chain).FindAsync(Address, _files, account, cancellationToken)).Value);

    /// <summary>Claims all that the client's account has earned and not had yet, of all tokens in one call.</summary>
    /// <exception cref="FaultException">Nothing is left to claim, no list counts yet, or the chain refused.</exception>
    public Task<ClaimedProgramme> ClaimAsync(CancellationToken cancellationToken = default) => ClaimForAsync(_core.Account, cancellationToken);

    /// <summary>Claims what is another account's, to that account, where the programme lets anybody do that.</summary>
    /// <exception cref="FaultException">The programme does not allow it, nothing is left to claim, or the chain refused.</exception>
    public Task<ClaimedProgramme> ClaimForAsync(Address account, CancellationToken cancellationToken = default) => _core.SendAsync(
        () => new ClaimProgramme(_core.Chain).RunAsync(_core.Steps, Address, _files, account, null, Now, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Pays more of a token in.</summary>
    /// <param name="token">The token.</param>
    /// <param name="amount">How much.</param>
    /// <param name="idempotencyKey">Names this payment: under one key it is made once. Null for a new one.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">The client's account does not have it, the programme is over, or the chain refused.</exception>
    public async Task<Sent> FundAsync(Token token, Quantity amount, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        string key = idempotencyKey ?? SendSteps.NewKey();
        UInt256 units = amount.With(token.Decimals).BaseUnits;
        UsedProgramme used = await _core.SendAsync(() => Use.FundAsync(Address, token.Address, units, key, Now, Outbox, Progress, cancellationToken), cancellationToken);
        return new Sent(key, used.Outcome);
    }

    /// <summary>After the end, sends what is left of a token to <paramref name="to"/>. The owner's right.</summary>
    /// <exception cref="FaultException">It has not ended, or belongs to somebody else.</exception>
    public Task<Sent> ClawBackAsync(Address token, Address to, CancellationToken cancellationToken = default) =>
        SendAsync(() => Use.ClawBackAsync(Address, token, to, Now, Outbox, Progress, cancellationToken), cancellationToken);

    private UseProgramme Use => new(_core.Steps);

    private DateTimeOffset Now => _core.Options.Time.GetUtcNow();

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private async Task<Sent> SendAsync(Func<Task<Result<UsedProgramme>>> use, CancellationToken cancellationToken) => new(null, (await _core.SendAsync(use, cancellationToken)).Outcome);
}
