using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A batch file of Safe's transaction builder: what its web application writes and reads.</summary>
public sealed record BatchFile
{
    /// <summary>The chain.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>When it was made, in milliseconds since 1970.</summary>
    public required ulong CreatedAt { get; init; }

    /// <summary>Name for people. The checksum does not cover it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Description for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The Safe that it was made for; null when it does not say.</summary>
    public Address? Safe { get; init; }

    /// <summary>What it does, in order.</summary>
    public required IReadOnlyList<BatchTransaction> Transactions { get; init; }

    /// <summary>Whether the checksum is that of the content; null when the file has none.</summary>
    public bool? ChecksumHolds { get; init; }
}
