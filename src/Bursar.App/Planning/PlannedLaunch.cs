using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>A plan with all that a reviewer wants to see beside it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Blueprint">What it leads to.</param>
/// <param name="Review">Who receives how much, how concentrated it is, which powers stay.</param>
/// <param name="StepsDone">How many steps the chain holds already.</param>
/// <param name="Fees">Today's price of gas.</param>
/// <param name="L1Fee">What a rollup charges today for posting the data of all steps to the chain below, in wei; zero on other chains.</param>
/// <param name="NativeBalance">The operator's balance of the native coin, in wei.</param>
public sealed record PlannedLaunch(Plan Plan, Blueprint Blueprint, PlanReview Review, int StepsDone, FeeQuote Fees, UInt256 L1Fee, UInt256 NativeBalance)
{
    /// <summary>Gas of all steps, at most.</summary>
    public ulong Gas => Plan.Steps.Aggregate(0UL, (sum, step) => sum + step.Gas);

    /// <summary>Native coin that the plan pays out, in wei.</summary>
    public UInt256 Value => Plan.Steps.Aggregate(UInt256.Zero, (sum, step) => sum + step.Value);

    /// <summary>What the plan costs at most at today's price, in wei: its gas, and its data on a rollup.</summary>
    public UInt256 MaxCost => ((UInt256)Gas * Fees.MaxFeePerGas) + L1Fee;
}
