using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>How a list is written.</summary>
public sealed record ListWriteOptions
{
    /// <summary>The format.</summary>
    public required ListFormat Format { get; init; }

    /// <summary>Decimals for amounts in whole tokens; null for base units, and to take those with which the list was read where the format is in whole tokens.</summary>
    public byte? Decimals { get; init; }

    /// <summary>Decimals of tokens, for lists of several.</summary>
    public IReadOnlyDictionary<Address, byte> TokenDecimals { get; init; } = new Dictionary<Address, byte>();

    /// <summary>What rows give that do not say it; null when none does not, or the format does not say it either.</summary>
    public Asset? Token { get; init; }

    /// <summary>What amounts are for, in formats that need it, for rows that do not say it.</summary>
    public string? Reason { get; init; }

    /// <summary>Offset from UTC of the times that are written, in formats that cannot say it.</summary>
    public TimeSpan? Zone { get; init; }

    /// <summary>What may be lost.</summary>
    public ListFields Lose { get; init; }
}
