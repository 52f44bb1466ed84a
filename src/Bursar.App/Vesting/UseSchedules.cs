using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Vesting;

/// <summary>Withdraws from schedules, ends them early, moves them to another account, delegates their votes.</summary>
/// <remarks>The chain counts what was withdrawn, so that nothing is paid twice: a repeated withdrawal pays what has vested since.</remarks>
public sealed class UseSchedules(SendSteps send)
{
    private const int MostAtOnce = 100;
    private const ulong PayGas = 90_000;
    private const ulong OtherGas = 200_000;

    /// <summary>Withdraws what has vested of the sender's own schedules, to the sender.</summary>
    /// <param name="ids">Which; null for all that the sender has.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedSchedules>> WithdrawAsync(
        IReadOnlyList<Hash32>? ids, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(ids, cancellationToken)).TryGet(out IReadOnlyList<ScheduleState>? states, out IReadOnlyList<Fault> faults))
            return Result<UsedSchedules>.Fail(faults);
        // What is named is asked for, also when it has nothing; of all schedules only those that still owe something.
        ScheduleState[] wanted = ids is null ? [.. states.Where(s => s.Withdrawn < s.Promised)] : [.. states];
        if (wanted.Length == 0)
            return NothingOwned(states.Count);
        PlanStep[] steps = wanted.Length == 1
            ? [Step("withdraw", wanted[0].Id.ToString(), $"Withdraw what has vested of {wanted[0].Id}", new VestingVault.WithdrawCall(wanted[0].Schedule).Encode(), PayGas)]
            : [.. wanted.Chunk(MostAtOnce).Select(part => Step("withdraw", $"{part[0].Id}+{part.Length - 1}", $"Withdraw what has vested of {part.Length} schedules",
                new VestingVault.WithdrawManyCall([.. part.Select(s => s.Schedule)]).Encode(), PayGas * (ulong)part.Length))];
        return await SendAsync(wanted, new SendOrder { Steps = steps }, () => NotRecipient(wanted) ?? NothingVested(wanted) ?? Short(wanted, s => s.Available), options, progress, cancellationToken);
    }

    /// <summary>Withdraws a part of what has vested of one schedule, to anybody.</summary>
    /// <param name="id">The schedule, which is the sender's.</param>
    /// <param name="to">Who is paid.</param>
    /// <param name="amount">How much, in base units; null for all that has vested.</param>
    /// <param name="key">Names this payment; under one key it is made once.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedSchedules>> WithdrawToAsync(
        Hash32 id, Address to, UInt256? amount, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync([id], cancellationToken)).TryGet(out IReadOnlyList<ScheduleState>? states, out IReadOnlyList<Fault> faults))
            return Result<UsedSchedules>.Fail(faults);
        ScheduleState state = states[0];
        UInt256 units = amount ?? state.Available;
        PlanStep step = Step("withdraw-to", key, $"Pay {units} base units of schedule {id} to {to}", new VestingVault.WithdrawToCall(state.Schedule, to, units).Encode(), PayGas);
        return await SendAsync(states, new SendOrder { Key = key, Steps = [step] }, () =>
            NotRecipient(states)
            ?? (to.IsZero || to == Deployments.VestingVaultAddress || to == VestingKeys.BoxOf(state.Schedule)
                ? new Fault("vesting.bad-recipient", $"{to} cannot be paid: nobody could move what it gets.", "--to", "Give an account that can move tokens.")
                : NothingVested(states)
                ?? (units > state.Available
                    ? new Fault("vesting.more-than-vested", $"{new Amount(units, state.Decimals)} are wanted of schedule {id}, and {new Amount(state.Available, state.Decimals)} have vested that were not withdrawn.", "amount", "Take less, or wait.") { Kind = FaultKind.Refused }
                    : Short(states, _ => units))), options, progress, cancellationToken);
    }

    /// <summary>Ends a schedule early: what has vested is paid to its recipient, the rest comes back to the sender, who is its revoker.</summary>
    public async Task<Result<UsedSchedules>> RevokeAsync(
        Hash32 id, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync([id], cancellationToken)).TryGet(out IReadOnlyList<ScheduleState>? states, out IReadOnlyList<Fault> faults))
            return Result<UsedSchedules>.Fail(faults);
        ScheduleState state = states[0];
        PlanStep step = Step("revoke", id.ToString(), $"End schedule {id} of {state.Schedule.Recipient}", new VestingVault.RevokeCall(state.Schedule).Encode(), OtherGas);
        return await SendAsync(states, new SendOrder { Steps = [step] }, () =>
            state.Revoker != send.Sender
                ? new Fault("vesting.not-revoker", state.Revoker is { } revoker ? $"{revoker} can end schedule {id}, not {send.Sender}." : $"nobody can end schedule {id}: it was opened without a revoker.", "--from",
                    state.Revoker is null ? "Nothing can be done: that is what its recipient was promised." : "Sign with the revoker's key.")
                { Kind = FaultKind.Refused }
            : state.RevokedAt is { } end ? new Fault("vesting.nothing-to-revoke", $"schedule {id} was ended at {end:yyyy-MM-dd HH:mm:ss} UTC.", null, "Nothing is left to do.") { Kind = FaultKind.Refused }
            : state.Vested == state.Promised ? new Fault("vesting.nothing-to-revoke", $"all of schedule {id} has vested: it is its recipient's.", null, "Nothing is left to take back.") { Kind = FaultKind.Refused }
            : Short(states, s => s.Promised - s.Withdrawn), options, progress, cancellationToken);
    }

    /// <summary>Delegates the votes of what a schedule still holds (ERC-5805). Its recipient's right.</summary>
    public async Task<Result<UsedSchedules>> DelegateAsync(
        Hash32 id, Address delegatee, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync([id], cancellationToken)).TryGet(out IReadOnlyList<ScheduleState>? states, out IReadOnlyList<Fault> faults))
            return Result<UsedSchedules>.Fail(faults);
        PlanStep step = Step("delegate", $"{id}/{delegatee}", $"Delegate the votes of schedule {id} to {delegatee}", new VestingVault.DelegateCall(states[0].Schedule, delegatee).Encode(), 2 * OtherGas);
        return await SendAsync(states, new SendOrder { Steps = [step] }, () => NotRecipient(states) ?? Short(states, s => s.Promised - s.Withdrawn), options, progress, cancellationToken);
    }

    /// <summary>Moves what a schedule still promises to another account. Each of the two parties agrees by sending it, or by a signature.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="to">Who has it from then on.</param>
    /// <param name="consents">The agreements of those of the two who do not send.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedSchedules>> MoveAsync(
        Hash32 id, Address to, IReadOnlyList<MoveConsent> consents, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(consents);
        if (!(await ReadAsync([id], cancellationToken)).TryGet(out IReadOnlyList<ScheduleState>? states, out IReadOnlyList<Fault> faults))
            return Result<UsedSchedules>.Fail(faults);
        ScheduleState state = states[0];
        if (consents.FirstOrDefault(c => c.Chain != send.Network.ChainId || c.Schedule != id || c.To != to || c.Deadline != consents[0].Deadline) is { } other)
            return new Fault("vesting.other-consent", $"{other.Signer} agreed to something else: schedule {other.Schedule} to {other.To} on chain {other.Chain}, by {other.DeadlineTime:yyyy-MM-dd HH:mm:ss} UTC.", "--consent", "Let both sign the same schedule, account and deadline.");
        UInt256 deadline = consents.Count > 0 ? (UInt256)consents[0].Deadline : UInt256.MaxValue;
        PlanStep step = Step("move", $"{id}/{to}", $"Move schedule {id} from {state.Schedule.Recipient} to {to}", new VestingVault.ReassignCall(
            state.Schedule, to, deadline, SignatureOf(consents, state.Schedule.Recipient), SignatureOf(consents, to)).Encode(), OtherGas);
        return await SendAsync(states, new SendOrder { Steps = [step] }, () =>
            ((Address[])[state.Schedule.Recipient, to]).Where(p => p != send.Sender && consents.All(c => c.Signer != p)).Select(p =>
                new Fault("vesting.no-consent", $"{p} has not agreed that schedule {id} moves.", "--consent", "Let it sign with 'bursar vest agree', or send the move itself.") { Kind = FaultKind.Refused }).FirstOrDefault()
            ?? (consents.Count > 0 && consents[0].DeadlineTime < state.Time
                ? new Fault("vesting.consent-expired", $"the agreement was good until {consents[0].DeadlineTime:yyyy-MM-dd HH:mm:ss} UTC.", "--consent", "Let both agree anew.") { Kind = FaultKind.Refused }
                : null), options, progress, cancellationToken);
    }

    /// <summary>The id that a schedule has when it has moved to <paramref name="to"/>.</summary>
    public static Hash32 IdAfter(ScheduleState state, Address to)
    {
        ArgumentNullException.ThrowIfNull(state);
        return VestingKeys.IdOf(state.Schedule with { Recipient = to });
    }

    private static byte[] SignatureOf(IReadOnlyList<MoveConsent> consents, Address party) => consents.FirstOrDefault(c => c.Signer == party)?.Signature.ToBytes() ?? [];

    private async Task<Result<IReadOnlyList<ScheduleState>>> ReadAsync(IReadOnlyList<Hash32>? ids, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        var read = new ReadSchedules(send.Client);
        return ids is null ? Result<IReadOnlyList<ScheduleState>>.Ok(await read.OfAsync(send.Sender, cancellationToken)) : await read.ByIdAsync(ids, cancellationToken);
    }

    private async Task<Result<UsedSchedules>> SendAsync(
        IReadOnlyList<ScheduleState> states, SendOrder order, Func<Fault?> check, OutboxOptions? options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        if (!await send.IsUnderWayAsync(order, cancellationToken) && check() is { } problem)
            return problem;
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new UsedSchedules(states, outcome) : Result<UsedSchedules>.Fail(sent.Faults);
    }

    private Fault NothingOwned(int known) => known > 0
        ? new Fault("vesting.nothing-vested", $"all {known} schedules of {send.Sender} are paid out.", null, "Nothing is left to do.") { Kind = FaultKind.Refused }
        : new Fault("vesting.no-schedule", $"{send.Sender} has no schedule on this chain.", "--from", "Check the account and the network. What a drop gives is opened first: 'bursar vest open'.") { Kind = FaultKind.Refused };

    private Fault? NotRecipient(IReadOnlyList<ScheduleState> states) => states.FirstOrDefault(s => s.Schedule.Recipient != send.Sender) is { } other
        ? new Fault("vesting.not-recipient", $"schedule {other.Id} is {other.Schedule.Recipient}'s, not {send.Sender}'s.", "--from", "Sign with its recipient's key.") { Kind = FaultKind.Refused }
        : null;

    private static Fault? NothingVested(IReadOnlyList<ScheduleState> states)
    {
        if (states.Any(s => !s.Available.IsZero))
            return null;
        DateTimeOffset? next = states.Min(s => s.Next);
        return new Fault("vesting.nothing-vested",
            states.Count == 1 ? $"nothing has vested of schedule {states[0].Id} that was not withdrawn." : $"nothing has vested of these {states.Count} schedules that was not withdrawn.", null,
            next is { } at ? $"Something more vests at {at:yyyy-MM-dd HH:mm:ss} UTC." : "Nothing is left to do.")
        { Kind = FaultKind.Refused };
    }

    /// <summary>The contract would fail in the token, with a less clear reason.</summary>
    private static Fault? Short(IReadOnlyList<ScheduleState> states, Func<ScheduleState, UInt256> need)
    {
        foreach (IGrouping<(Address, Address), ScheduleState> place in states.GroupBy(s => (s.Schedule.Token, s.Boxed ? VestingKeys.BoxOf(s.Schedule) : Deployments.VestingVaultAddress)))
        {
            UInt256 sum = place.Aggregate(UInt256.Zero, (total, s) => total + need(s));
            ScheduleState first = place.First();
            if (first.Held < sum)
            {
                return new Fault("vesting.short",
                    $"{new Amount(sum, first.Decimals)} of {place.Key.Item1} are due, but {(first.Boxed ? "the schedule's box" : "the vault")} at {place.Key.Item2} has {new Amount(first.Held, first.Decimals)}: {new Amount(sum - first.Held, first.Decimals)} too little.", null,
                    "The token has taken tokens away (a fee, a rebase, a seizure). Anybody can send what is missing to that address.")
                { Kind = FaultKind.Refused };
            }
        }

        return null;
    }

    private static PlanStep Step(string what, string id, string title, byte[] data, ulong gas) => new()
    {
        Id = $"vest-{what}/{id}",
        Title = title,
        To = Deployments.VestingVaultAddress,
        Data = data,
        Gas = gas + GasModel.Calldata(data),
        Check = StepCheck.JournalOnly(Deployments.VestingVaultAddress),
    };
}

/// <summary>Schedules with which something was done.</summary>
/// <param name="Before">The schedules before.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record UsedSchedules(IReadOnlyList<ScheduleState> Before, OutboxOutcome Outcome);
