using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Drops;

/// <summary>Takes back what nobody claimed, after a drop's end.</summary>
public sealed class ClawBackDrop(SendSteps send)
{
    private const ulong ClawbackGas = 120_000;

    /// <summary>Sends everything that the drop still holds to <paramref name="to"/>.</summary>
    /// <param name="drop">The drop; the sender must be its owner.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<ClawedBack>> RunAsync(
        Address drop, Address to, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        Result<DropState> read = await new ReadDrop(send.Client).RunAsync(drop, cancellationToken);
        if (!read.TryGet(out DropState? state))
            return Result<ClawedBack>.Fail(read.Faults);
        byte[] data = new MerkleDrop.ClawbackCall(to).Encode();
        var step = new PlanStep
        {
            Id = $"drop-clawback/{drop}",
            Title = $"Take back what is left in {drop}, to {to}",
            To = drop,
            Data = data,
            Gas = ClawbackGas,
            Check = new StepCheck(state.Parameters.Token, new Erc20.BalanceOfCall(drop).Encode(), UInt256.Zero.ToBigEndian()),
        };
        var order = new SendOrder { Steps = [step] };
        if (!await send.IsUnderWayAsync(order, cancellationToken) && Problem(state, to, now) is { } problem)
            return problem;
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new ClawedBack(state, outcome) : Result<ClawedBack>.Fail(sent.Faults);
    }

    private Fault? Problem(DropState drop, Address to, DateTimeOffset present)
    {
        if (to.IsZero || to == drop.Address)
            return new Fault("drop.bad-recipient", $"{to} cannot get what is left.", "--to", "Give an account that can move tokens.");
        if (drop.Owner != send.Sender)
            return new Fault("drop.not-owner", $"{drop.Owner} owns the drop, not {send.Sender}.", "--from", "Sign with the owner's key.") { Kind = FaultKind.Refused };
        if (drop.Balance.IsZero)
            return new Fault("drop.empty", $"the drop at {drop.Address} holds nothing.", null, "Nothing is left to do.") { Kind = FaultKind.Refused };
        ulong now = Math.Max(drop.Time, (ulong)present.ToUnixTimeSeconds());
        return drop.PhaseAt(now) is DropPhase.Open or DropPhase.NotStarted
            ? new Fault("drop.not-expired", drop.Parameters.Expiry == 0 ? "the drop never ends." : $"the drop ends at {DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(drop.Parameters.Expiry, 253_402_300_799UL)):yyyy-MM-dd HH:mm:ss} UTC.",
                null, "Until then everything in it belongs to its recipients.")
            { Kind = FaultKind.Refused }
            : null;
    }
}

/// <summary>A drop that was emptied after its end.</summary>
/// <param name="Before">The drop before.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record ClawedBack(DropState Before, OutboxOutcome Outcome);
