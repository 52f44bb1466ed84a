namespace Bursar.Core.Launch;

/// <summary>The first holders of a created token: rows in the launch file, or a list beside it.</summary>
public sealed record GenesisSpec
{
    /// <summary>Most holders that one creating transaction takes.</summary>
    public const int MaxRows = 500;

    /// <summary>Most holders of a token whose first holders come in tables: 600 tables of 767 rows.</summary>
    public const int MaxTableRows = 460_200;

    /// <summary>The rows of the file, in its order; empty when the holders are in <see cref="List"/>.</summary>
    public required IReadOnlyList<GenesisRow> Rows { get; init; }

    /// <summary>The list that holds the holders; null when they are in the file.</summary>
    public ListSpec? List { get; init; }

    /// <summary>Where the genesis stands.</summary>
    public required SourcePosition Position { get; init; }
}
