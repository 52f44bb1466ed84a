using Bursar.Core.Lists;

namespace Bursar.Core.Launch;

/// <summary>A list beside the launch file.</summary>
public sealed record ListSpec
{
    /// <summary>Path relative to the launch file's folder, with <c>/</c>; never absolute, never with <c>..</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the amounts of the list count.</summary>
    public required ListUnit Unit { get; init; }

    /// <summary>Rows that are refused unless they are named here.</summary>
    public required AllowedRows Allow { get; init; }

    /// <summary>Where the path stands.</summary>
    public required SourcePosition Position { get; init; }
}
