using Bursar.App.Planning;

namespace Bursar.App.Verification;

/// <summary>Everything that was compared, and what was read for it.</summary>
/// <param name="Blueprint">What the inputs demand.</param>
/// <param name="Checks">All comparisons.</param>
/// <param name="Facts">What the chain holds.</param>
public sealed record VerificationResult(Blueprint Blueprint, IReadOnlyList<Check> Checks, ChainFacts Facts)
{
    /// <summary>True when every check holds.</summary>
    public bool IsOk => Checks.All(c => c.Ok);

    /// <summary>The checks that do not hold.</summary>
    public IEnumerable<Check> Differences => Checks.Where(c => !c.Ok);
}
