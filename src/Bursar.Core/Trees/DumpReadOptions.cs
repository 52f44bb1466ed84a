namespace Bursar.Core.Trees;

/// <summary>Limits for reading an untrusted dump.</summary>
public sealed record DumpReadOptions
{
    /// <summary>Name of the file, for faults.</summary>
    public required string FileName { get; init; }

    /// <summary>Most bytes of text, after decompression; at most 2 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Most leaves.</summary>
    public int MaxLeaves { get; init; } = 5_000_000;
}
