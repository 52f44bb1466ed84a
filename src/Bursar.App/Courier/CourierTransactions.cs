using Bursar.Core.Plans;
using Bursar.Evm.Transactions;

namespace Bursar.App.Courier;

/// <summary>The transactions of an export: what to sign here, and what must come back there.</summary>
public static class CourierTransactions
{
    /// <summary>The transactions, in the order in which they are carried: every step at the first offer, every step at the second, and so on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="steps">Which of its steps, with their nonces and gas; each is one of the plan's.</param>
    /// <param name="fees">The offers.</param>
    public static IEnumerable<(PlanStep Step, int Offer, Transaction Transaction)> Of(Plan plan, IReadOnlyList<CourierStep> steps, IReadOnlyList<CourierFee> fees)
    {
        Dictionary<string, PlanStep> byId = plan.Steps.ToDictionary(s => s.Id, StringComparer.Ordinal);
        for (int offer = 0; offer < fees.Count; offer++)
        {
            foreach (CourierStep step in steps)
                yield return (byId[step.Id], offer, Make(plan, byId[step.Id], step, fees[offer]));
        }
    }

    private static Transaction Make(Plan plan, PlanStep step, CourierStep fixedBy, CourierFee fee) => fee.Tip is { } tip
        ? new Eip1559Transaction
        {
            ChainId = plan.ChainId,
            Nonce = fixedBy.Nonce,
            GasLimit = fixedBy.Gas,
            To = step.To,
            Value = step.Value,
            Data = step.Data,
            MaxFeePerGas = fee.MaxFee,
            MaxPriorityFeePerGas = tip,
        }
        : new LegacyTransaction
        {
            ChainId = plan.ChainId,
            Nonce = fixedBy.Nonce,
            GasLimit = fixedBy.Gas,
            To = step.To,
            Value = step.Value,
            Data = step.Data,
            GasPrice = fee.MaxFee,
        };
}
