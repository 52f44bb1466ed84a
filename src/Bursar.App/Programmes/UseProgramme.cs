using System.Globalization;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>Proposes lists of a programme, stops them, makes them count, pays more in and takes back what is left.</summary>
public sealed class UseProgramme(SendSteps send)
{
    private const ulong ProposeGas = 250_000;
    private const ulong SmallGas = 120_000;
    private const ulong SubRootGas = 23_500;
    private const ulong ProposedWordGas = 400;

    /// <summary>Proposes a list. The same list twice in a row is one proposal.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="list">The list.</param>
    /// <param name="folder">Where the active list is, and where this one is written with its proofs before anything is sent.</param>
    /// <param name="uri">Where the list will be published; informative.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<ProposedList>> ProposeAsync(
        Address programme, CumulativeList list, ProgrammeFolder folder, string uri, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<ProposedList>.Fail(faults);
        if (!ProgrammeProposal.Make(state, list, folder, uri, cancellationToken).TryGet(out ProgrammeProposal? proposal, out faults))
            return Result<ProposedList>.Fail(faults);
        // The number that the proposal gets, or got, names the wish: after a veto the same list can be proposed again.
        bool waits = state.WaitingHash == proposal.Hash;
        UInt256 id = waits ? state.LastId : state.LastId + UInt256.One;
        byte[] data = new CumulativeDrop.ProposeCall(proposal.Call).Encode();
        var step = new PlanStep
        {
            Id = $"programme-propose/{programme}/{id}",
            Title = $"Propose list {id} with {list.Rows.Count} rows",
            To = programme,
            Data = data,
            Gas = ProposeGas + GasModel.Calldata(data) + (ProposedWordGas * (ulong)proposal.Call.SubRoots.Count),
            Check = StepCheck.JournalOnly(programme),
        };
        var order = new SendOrder { Key = $"propose-{programme.ToLowerHex()[2..18]}-{proposal.Hash.ToString()[2..18]}-{id}", Steps = [step] };
        bool underWay = await send.IsUnderWayAsync(order, cancellationToken);
        if (!underWay && state.Owner != send.Sender)
            return NotOwner(state);
        if (!underWay && IsOver(state, now))
            return Expired(state);
        folder.Write(list, send.Network.ChainId, programme, cancellationToken);
        if (waits && !underWay)
            return new ProposedList(state, proposal, id, null);
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new ProposedList(state, proposal, id, outcome) : Result<ProposedList>.Fail(sent.Faults);
    }

    /// <summary>Stops the list that waits. A watcher's right.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="id">Which list; null for the one that waits.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedProgramme>> VetoAsync(
        Address programme, UInt256? id = null, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedProgramme>.Fail(faults);
        UInt256 which = id ?? state.LastId;
        PlanStep step = Step(programme, $"programme-veto/{programme}/{which}", $"Stop list {which}", new CumulativeDrop.VetoCall(which).Encode(),
            new StepCheck(programme, new CumulativeDrop.PendingCall().Encode(), Words(which, UInt256.Zero, UInt256.Zero)));
        return await SendAsync(state, step, () =>
            !state.Parameters.Watchers.Contains(send.Sender) ? new Fault("programme.not-watcher", $"{send.Sender} is none of the watchers of {programme}.", "--from", "Sign with the key of a watcher; 'bursar programme show' names them.") { Kind = FaultKind.Refused }
            : state.WaitingHash.IsZero || which != state.LastId ? NothingWaits(programme)
            : null, options, progress, cancellationToken);
    }

    /// <summary>Makes the list that waits the list, after its window. Anybody may.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="folder">Where the list is, so that nothing is made to count whose rows are not known.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedProgramme>> ActivateAsync(
        Address programme, ProgrammeFolder folder, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedProgramme>.Fail(faults);
        if ((state.History.Waiting ?? state.History.Active) is not { } next)
            return NothingWaits(programme);
        if (!folder.Find(next.Root, cancellationToken).TryGet(out CumulativeList? list, out faults))
            return Result<UsedProgramme>.Fail(faults);
        CumulativeDrop.Proposal? call = state.WaitingHash.IsZero ? ProgrammeProposal.CallOf(list, next.Uri, SubRootTable.Of(list.Tree, state.SubRoots) ?? []) : ProgrammeProposal.Find(list, next.Uri, state.WaitingHash);
        if (call is null)
            return new Fault("programme.differs", $"list {next.Id} was proposed with other totals or another hash than its rows have.", null, "Have a watcher stop it; its owner can propose it anew.") { Kind = FaultKind.Refused };
        PlanStep step = Step(programme, $"programme-activate/{programme}/{next.Id}", $"Make list {next.Id} the list", new CumulativeDrop.ActivateCall(call).Encode(),
            new StepCheck(programme, new CumulativeDrop.ActiveCall().Encode(), Words(next.Id, new UInt256(next.Root.Span))), SubRootGas * (ulong)call.SubRoots.Count);
        return await SendAsync(state, step, () =>
            state.WaitingHash.IsZero ? NothingWaits(programme)
            : Time(state, now) < state.ReadyAt ? new Fault("programme.window-not-over", $"watchers can stop list {next.Id} until {Moment(state.ReadyAt)}.", null, "Come back then.") { Kind = FaultKind.Refused }
            : IsOver(state, now) ? Expired(state)
            : null, options, progress, cancellationToken);
    }

    /// <summary>Pays tokens in: an approval, then the payment.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="key">Names this payment; under one key it is made once.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedProgramme>> FundAsync(
        Address programme, Address token, UInt256 amount, string key, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedProgramme>.Fail(faults);
        PlanStep approve = Step(token, $"programme-fund/{key}/approve", $"Let {programme} take {amount} base units of {token}", new Erc20.ApproveCall(programme, amount).Encode(), StepCheck.JournalOnly(token));
        PlanStep fund = Step(programme, $"programme-fund/{key}", $"Pay {amount} base units of {token} in", new CumulativeDrop.FundCall(token, amount).Encode(), StepCheck.JournalOnly(programme)) with { After = [approve.Id] };
        var order = new SendOrder { Key = key, Steps = [approve, fund] };
        if (!await send.IsUnderWayAsync(order, cancellationToken))
        {
            if (IsOver(state, now))
                return Expired(state);
            UInt256 balance = await send.Client.CallAsync(token, new Erc20.BalanceOfCall(send.Sender), Evm.Rpc.BlockTag.Latest, cancellationToken);
            if (amount.IsZero || balance < amount)
                return new Fault("programme.cannot-fund", $"{send.Sender} has {balance} base units of {token}; {amount} are to be paid in.", "amount", "Pay in more than nothing, and no more than there is.") { Kind = FaultKind.Refused };
        }

        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new UsedProgramme(state, outcome) : Result<UsedProgramme>.Fail(sent.Faults);
    }

    /// <summary>Takes back what is left of a token after the end. The owner's right.</summary>
    public async Task<Result<UsedProgramme>> ClawBackAsync(
        Address programme, Address token, Address to, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedProgramme>.Fail(faults);
        PlanStep step = Step(programme, $"programme-clawback/{programme}/{token}", $"Take back what is left of {token}, to {to}", new CumulativeDrop.ClawbackCall(token, to).Encode(),
            new StepCheck(token, new Erc20.BalanceOfCall(programme).Encode(), UInt256.Zero.ToBigEndian()));
        return await SendAsync(state, step, () =>
            to.IsZero || to == programme ? new Fault("programme.bad-recipient", $"{to} cannot get what is left.", "--to", "Give an account that can move tokens.")
            : state.Owner != send.Sender ? NotOwner(state)
            : !IsOver(state, now) ? new Fault("programme.not-expired", state.Parameters.Expiry == 0 ? "the programme never ends." : $"the programme ends at {Moment(state.Parameters.Expiry)}.", null, "Until then what is in it belongs to its accounts.") { Kind = FaultKind.Refused }
            : null, options, progress, cancellationToken);
    }

    /// <summary>The fault when no list waits.</summary>
    internal static Fault NothingWaits(Address programme) =>
        new("programme.nothing-waits", $"no such list waits in {programme}.", null, "'bursar programme show' says what was proposed and what became of it.") { Kind = FaultKind.Refused };

    internal static Fault Expired(ProgrammeState state) =>
        new("programme.expired", $"the programme ended at {Moment(state.Parameters.Expiry)}.", null, "Ask its owner.") { Kind = FaultKind.Refused };

    internal static bool IsOver(ProgrammeState state, DateTimeOffset now) => state.IsOver(Time(state, now));

    private static Fault NotOwner(ProgrammeState state) =>
        new("programme.not-owner", $"{state.Owner} owns the programme.", "--from", "Sign with the owner's key.") { Kind = FaultKind.Refused };

    private static ulong Time(ProgrammeState state, DateTimeOffset now) => Math.Max(state.Time, (ulong)now.ToUnixTimeSeconds());

    private async Task<Result<ProgrammeState>> ReadAsync(Address programme, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        return await new ReadProgramme(send.Client).RunAsync(programme, cancellationToken);
    }

    private async Task<Result<UsedProgramme>> SendAsync(
        ProgrammeState state, PlanStep step, Func<Fault?> check, OutboxOptions? options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        var order = new SendOrder { Steps = [step] };
        if (!await send.IsUnderWayAsync(order, cancellationToken) && check() is { } problem)
            return problem;
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new UsedProgramme(state, outcome) : Result<UsedProgramme>.Fail(sent.Faults);
    }

    private static PlanStep Step(Address to, string id, string title, byte[] data, StepCheck check, ulong furtherGas = 0) =>
        new() { Id = id, Title = title, To = to, Data = data, Gas = SmallGas + GasModel.Calldata(data) + furtherGas, Check = check };

    private static byte[] Words(params ReadOnlySpan<UInt256> words)
    {
        byte[] bytes = new byte[32 * words.Length];
        for (int i = 0; i < words.Length; i++)
            words[i].WriteBigEndian(bytes.AsSpan(32 * i, 32));
        return bytes;
    }

    private static string Moment(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, 253_402_300_799UL)).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>A list that was proposed.</summary>
/// <param name="Before">The programme before.</param>
/// <param name="Proposal">The proposal.</param>
/// <param name="Id">Its number.</param>
/// <param name="Outcome">What was sent; null when it waits already and this journal did not send it.</param>
public sealed record ProposedList(ProgrammeState Before, ProgrammeProposal Proposal, UInt256 Id, OutboxOutcome? Outcome);

/// <summary>A programme after something was done with it.</summary>
/// <param name="Before">The programme before.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record UsedProgramme(ProgrammeState Before, OutboxOutcome Outcome);
