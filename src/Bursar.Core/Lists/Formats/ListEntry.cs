using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>One row of a list in any format.</summary>
public readonly record struct ListEntry
{
    /// <summary>Who receives.</summary>
    public required Address Account { get; init; }

    /// <summary>How much, in base units; zero when <see cref="Quantity"/> is not <see cref="QuantityKind.Amount"/>.</summary>
    public UInt256 Amount { get; init; }

    /// <summary>Whether the row says how much.</summary>
    public QuantityKind Quantity { get; init; }

    /// <summary>What is given.</summary>
    public Asset Asset { get; init; }

    /// <summary>The row's position in an indexed tree; null when the list has none.</summary>
    public ulong? Index { get; init; }

    /// <summary>The line of a CSV file, or the number of the entry in a JSON file; both from 1.</summary>
    public int Row { get; init; }

    /// <summary>What few formats say; null when the row says nothing of it.</summary>
    public EntryTerms? Terms { get; init; }
}
