using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Who holds a token that a launch creates.</summary>
public static class Holdings
{
    /// <summary>Every holder when all drops are claimed and all payouts are paid.</summary>
    public static IEnumerable<RecipientRow> AfterDistribution(Blueprint blueprint, TokenBlueprint token)
    {
        var held = new Dictionary<Address, UInt256>();
        foreach (LabelledAllocation allocation in token.Genesis)
            held[allocation.To] = held.GetValueOrDefault(allocation.To) + allocation.Amount;
        IEnumerable<(RecipientList List, Address Payer)> lists = blueprint.Drops.Where(d => d.Token == token).Select(d => (d.List, d.Spec.Inside ? token.Address : blueprint.Operator))
            .Concat(blueprint.Payouts.Where(p => p.Token == token).Select(p => (p.List, blueprint.Operator)));
        foreach ((RecipientList list, Address payer) in lists)
        {
            UInt256 operators = held.GetValueOrDefault(payer);
            // A plan that the operator cannot pay for is refused elsewhere; here the figure only must not go below zero.
            held[payer] = operators >= list.Total ? operators - list.Total : UInt256.Zero;
            foreach (RecipientRow row in list.Rows)
                held[row.Account] = held.GetValueOrDefault(row.Account) + row.Amount;
        }

        // What vests is its recipient's in the end.
        foreach (VestingBlueprint vesting in blueprint.Vesting.Where(v => v.Token == token))
        {
            foreach (ScheduleBlueprint schedule in vesting.Schedules)
            {
                Address payer = vesting.Source == VestingSource.Operator ? blueprint.Operator : schedule.Box;
                UInt256 had = held.GetValueOrDefault(payer);
                held[payer] = had >= schedule.Curve.Total ? had - schedule.Curve.Total : UInt256.Zero;
                held[schedule.Schedule.Recipient] = held.GetValueOrDefault(schedule.Schedule.Recipient) + schedule.Curve.Total;
            }
        }

        foreach (EscrowBlueprint escrow in blueprint.Escrows.Where(e => e.Token == token && blueprint.Drops.All(d => d.Address != e.Holder)))
        {
            // What vouchers and programmes will pay is not known yet: it is held where it can be claimed.
            UInt256 operators = held.GetValueOrDefault(blueprint.Operator);
            held[blueprint.Operator] = operators >= escrow.Amount ? operators - escrow.Amount : UInt256.Zero;
            held[escrow.Holder] = held.GetValueOrDefault(escrow.Holder) + escrow.Amount;
        }

        return held.Where(h => !h.Value.IsZero).Select(h => new RecipientRow(h.Key, h.Value));
    }
}
