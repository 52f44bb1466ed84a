using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>What one list of a programme changes in the one before it.</summary>
public sealed record CumulativeDiff
{
    /// <summary>Every row that differs, by account and token.</summary>
    public required IReadOnlyList<CumulativeChange> Changes { get; init; }

    /// <summary>For each token of either list its two totals, by token.</summary>
    public required IReadOnlyList<(Address Token, UInt256 Before, UInt256 After)> Totals { get; init; }

    /// <summary>Rows that are new.</summary>
    public int Added => Changes.Count(c => c.Before.IsZero);

    /// <summary>Rows whose amount rose.</summary>
    public int Raised => Changes.Count(c => !c.Before.IsZero && c.After > c.Before);

    /// <summary>Rows whose amount fell or that are gone; a sound list has none.</summary>
    public int Fell => Changes.Count(c => c.After < c.Before);

    /// <summary>Compares.</summary>
    /// <param name="before">The list before; null when there was none.</param>
    /// <param name="after">The list.</param>
    public static CumulativeDiff Between(CumulativeList? before, CumulativeList after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<CumulativeChange>();
        foreach (CumulativeRow row in after.Rows)
        {
            UInt256 had = before?.AmountOf(row.Account, row.Token) ?? UInt256.Zero;
            if (had != row.Amount)
                changes.Add(new CumulativeChange(row.Account, row.Token, had, row.Amount));
        }

        foreach (CumulativeRow row in before?.Rows ?? [])
        {
            if (after.AmountOf(row.Account, row.Token).IsZero)
                changes.Add(new CumulativeChange(row.Account, row.Token, row.Amount, UInt256.Zero));
        }

        Address[] tokens = [.. after.Totals.Concat(before?.Totals ?? []).Select(t => t.Token).Distinct().Order()];
        return new CumulativeDiff
        {
            Changes = [.. changes.OrderBy(c => c.Account).ThenBy(c => c.Token)],
            Totals = [.. tokens.Select(t => (t, TotalOf(before, t), TotalOf(after, t)))],
        };
    }

    private static UInt256 TotalOf(CumulativeList? list, Address token) => list?.Totals.FirstOrDefault(t => t.Token == token).Amount ?? UInt256.Zero;
}

/// <summary>A row that differs between two lists.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Token">Of which token.</param>
/// <param name="Before">What the list before gave; zero when it had no such row.</param>
/// <param name="After">What the list gives; zero when it has no such row.</param>
public sealed record CumulativeChange(Address Account, Address Token, UInt256 Before, UInt256 After);
