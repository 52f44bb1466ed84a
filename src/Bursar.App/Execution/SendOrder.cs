using Bursar.Core.Plans;

namespace Bursar.App.Execution;

/// <summary>A few steps outside of any launch, to be sent once.</summary>
public sealed record SendOrder
{
    /// <summary>The steps, each after those that it needs.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>
    /// Names this very wish, for effects that one may want many times (a transfer): the same key never sends twice. Null for effects that the chain
    /// itself knows (a token at its address), or that may be renewed at will: then the steps name the wish, until they are final.
    /// </summary>
    public string? Key { get; init; }
}
