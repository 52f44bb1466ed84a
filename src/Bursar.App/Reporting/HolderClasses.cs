using Bursar.App.Planning;
using Bursar.App.Verification;
using Bursar.Contracts;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>Whose hands a token's supply is in: every account that has some belongs to one class, the first that fits.</summary>
internal static class HolderClasses
{
    /// <summary>The classes that hold something, in the order in which a launch fills them.</summary>
    /// <returns>None when the token's transfers were not all read.</returns>
    public static IReadOnlyList<ReportHolders> Of(Blueprint blueprint, TokenBlueprint token, ChainFacts facts)
    {
        if (!facts.Ledgers.TryGetValue(token.Address, out IReadOnlyDictionary<Address, UInt256>? ledger))
            return [];
        Dictionary<Address, int> members = [];
        (string Name, IEnumerable<Address> Members)[] classes =
        [
            ("The operator", [blueprint.Operator]),
            ("Locked in vesting", blueprint.Vesting.Where(v => v.Token == token).SelectMany(v => v.Schedules).Select(s => s.Box).Append(Deployments.VestingVaultAddress)),
            ("Drops, not claimed yet", blueprint.Drops.Select(d => d.Address)),
            ("Vouchers and programmes, not claimed yet", [.. blueprint.Vouchers.Select(v => v.Address), .. blueprint.Programmes.Select(p => p.Address)]),
            ("Staking pools: stakes, and rewards to come", [.. blueprint.Staking.Select(s => s.Address), .. facts.Staking.Values.SelectMany(s => s.Boxes)]),
            ("Liquidity pools", blueprint.Pools.Select(p => p.Pair)),
            ("First holders", token.Genesis.Select(g => g.To)),
            ("Recipients of vesting", blueprint.Vesting.Zip(facts.Vesting).Where(v => v.First.Token == token).SelectMany(v => v.Second.Schedules).Select(s => s.Recipient)),
            ("Recipients of drops and payouts", [
                .. blueprint.Drops.Where(d => d.Token == token).SelectMany(d => facts.Drops[d.Address].Claims).Select(c => c.To),
                .. blueprint.Payouts.Where(p => p.Token == token).SelectMany(p => p.List.Rows.Select(r => r.Account))]),
            ("Everybody else", []),
        ];
        for (int i = 0; i < classes.Length; i++)
        {
            foreach (Address account in classes[i].Members)
                members.TryAdd(account, i);
        }

        var sums = new (int Accounts, UInt256 Amount)[classes.Length];
        foreach ((Address account, UInt256 amount) in ledger)
        {
            if (amount.IsZero)
                continue;
            ref (int Accounts, UInt256 Amount) sum = ref sums[members.GetValueOrDefault(account, classes.Length - 1)];
            sum = (sum.Accounts + 1, sum.Amount + amount);
        }

        return [.. classes.Zip(sums).Where(p => p.Second.Accounts > 0).Select(p => new ReportHolders(p.First.Name, p.Second.Accounts, p.Second.Amount))];
    }
}
