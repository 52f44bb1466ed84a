using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>The rules for the first holders of a token, whether they stand in the launch file or in a list.</summary>
internal static class GenesisCheck
{
    /// <summary>Every fault of the rows of a genesis list.</summary>
    internal static List<Fault> Run(CreatedTokenSpec token, IReadOnlyList<RecipientRow> rows)
    {
        List<Fault> faults = [];
        string path = $"{token.Path}.genesis";
        if (rows.Any(r => r.Account.IsZero))
            faults.Add(ZeroAddress(path).At(token.Genesis.Position));
        if (rows.Any(r => r.Amount.IsZero))
            faults.Add(new Fault("launch.bad-amount", "A genesis row is zero.", path, "Leave the row out.").At(token.Genesis.Position));
        if (Count(rows.Count, token.Kind, path) is { } count)
            faults.Add(count.At(token.Genesis.Position));
        if (Sum(rows.Select(r => r.Amount), token.Supply, path) is { } sum)
            faults.Add(sum.At(token.Genesis.Position));
        return faults;
    }

    /// <summary>A fault unless there are 1 to <see cref="GenesisSpec.MaxRows"/> rows, or more in the kind that takes more.</summary>
    internal static Fault? Count(int rows, TokenKind kind, string path) => (rows, kind) switch
    {
        (0, _) => new Fault("launch.empty-genesis", "Nobody holds the supply: the genesis has no rows.", path,
            "Give it at least one row, for example { to: operator, amount: … }."),
        ( > GenesisSpec.MaxTableRows, TokenKind.Genesis) => new Fault("launch.too-many-holders",
            $"The genesis has {rows} rows; a token takes at most {GenesisSpec.MaxTableRows}.", path,
            "Give all to the operator and distribute with a drop."),
        ( > GenesisSpec.MaxRows, not TokenKind.Genesis) => new Fault("launch.too-many-holders",
            $"The genesis has {rows} rows; one transaction takes at most {GenesisSpec.MaxRows}.", path,
            "Write 'kind: genesis', which takes more, or give all to the operator and distribute with a payout or a drop."),
        _ => null,
    };

    /// <summary>A fault unless the amounts add up to the supply.</summary>
    internal static Fault? Sum(IEnumerable<UInt256> amounts, Amount supply, string path)
    {
        UInt256 sum = UInt256.Zero;
        foreach (UInt256 amount in amounts)
        {
            if (!UInt256.TryAdd(sum, amount, out sum))
            {
                return new Fault("launch.supply-mismatch", $"The genesis adds up to more than 2^256 base units; the supply is {supply}.", path,
                    "Correct the amounts.");
            }
        }

        if (sum == supply.BaseUnits)
            return null;
        bool more = sum > supply.BaseUnits;
        var difference = new Amount(more ? sum - supply.BaseUnits : supply.BaseUnits - sum, supply.Decimals);
        return new Fault("launch.supply-mismatch",
            $"The genesis adds up to {new Amount(sum, supply.Decimals)}, the supply is {supply}: {difference} too {(more ? "much" : "little")}.",
            path, "The whole supply is minted at creation, so the genesis rows must add up to it exactly.");
    }

    /// <summary>The fault for the zero address where an account is needed.</summary>
    internal static Fault ZeroAddress(string path) => new Fault("launch.zero-address", "The zero address cannot hold or own anything.", path,
        "Give the account's own address, or write operator.");
}
