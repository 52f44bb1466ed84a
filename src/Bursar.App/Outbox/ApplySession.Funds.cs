using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>Signing only what the account can pay, and waiting for funds in the middle of a run.</content>
internal sealed partial class ApplySession
{
    private long? _shortSince;
    private Fault? _short;

    /// <summary>Most that what is signed, and may still be mined, takes from the account.</summary>
    private UInt256 CostInFlight
    {
        get
        {
            UInt256 cost = UInt256.Zero;
            foreach (NonceSlot slot in InFlight)
                cost += (slot.Last.MaxFee * slot.Last.GasLimit) + (slot.Step?.Plan.Value ?? UInt256.Zero);
            return cost;
        }
    }

    /// <summary>True when the balance covers the wave besides everything that is under way, at the highest fee that is offered.</summary>
    private async Task<bool> CanPayAsync(List<(StepTrack Step, ulong Gas)> wave, FeeQuote fees, CancellationToken cancellationToken)
    {
        UInt256 needed = CostInFlight;
        foreach ((StepTrack step, ulong gas) in wave)
            needed += (fees.MaxFeePerGas * gas) + step.Plan.Value;
        return await HasAsync(needed, wave.Count + InFlight.Count(), fees.MaxFeePerGas, cancellationToken);
    }

    /// <summary>Lets what the node refused for lack of funds be handed in again once the balance covers all that is signed.</summary>
    private async Task TryFundedAsync(CancellationToken cancellationToken)
    {
        NonceSlot[] poor = [.. InFlight.Where(s => s.NeedsFunds)];
        if (poor.Length == 0 || !await HasAsync(CostInFlight, InFlight.Count(), poor[0].Last.MaxFee, cancellationToken))
            return;
        foreach (NonceSlot slot in poor)
        {
            slot.NeedsFunds = false;
            slot.Blocked = false;
            slot.NeedsSend = true;
        }
    }

    private async Task<bool> HasAsync(UInt256 needed, int steps, UInt256 maxFee, CancellationToken cancellationToken)
    {
        UInt256 balance = await _client.GetBalanceAsync(_run.Operator, BlockTag.Latest, cancellationToken);
        if (balance >= needed)
        {
            _shortSince = null;
            _short = null;
            return true;
        }

        IsShort(ApplyFaults.InsufficientFunds(_network, _run.Operator, balance, needed, steps, maxFee));
        return false;
    }

    /// <summary>Says what is missing, and makes it the run's fault when it has been missing for too long.</summary>
    private void IsShort(Fault fault)
    {
        _shortSince ??= _time.GetTimestamp();
        _short = fault;
        if (_time.GetElapsedTime(_shortSince.Value) >= _options.FundsWait)
            _fault ??= fault;
        else
            Say($"{fault.Message}: waiting; {fault.Hint}");
    }
}
