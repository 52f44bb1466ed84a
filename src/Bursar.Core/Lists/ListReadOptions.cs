namespace Bursar.Core.Lists;

/// <summary>How a list is read, and the limits that an untrusted file must keep to.</summary>
public sealed record ListReadOptions
{
    /// <summary>Name of the file, for faults.</summary>
    public required string FileName { get; init; }

    /// <summary>Null when amounts are base units; otherwise amounts are human text with at most this many digits after the point (0 to 77).</summary>
    public byte? Decimals { get; init; }

    /// <summary>Rows that are otherwise refused.</summary>
    public AllowedRows Allow { get; init; }

    /// <summary>Most rows.</summary>
    public int MaxRows { get; init; } = 5_000_000;

    /// <summary>Most bytes of text, after decompression.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Most bytes of one line.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Most bytes of text for each compressed byte, looked at once more than a mebibyte came out.</summary>
    public int MaxCompressionRatio { get; init; } = 100;

    /// <summary>Faults that are kept, in the order of the file; one more says how many there are in all.</summary>
    public int MaxFaults { get; init; } = 1_000;
}
