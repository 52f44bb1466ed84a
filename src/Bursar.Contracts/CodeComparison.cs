namespace Bursar.Contracts;

/// <summary>The outcome of comparing code on a chain with an artifact.</summary>
/// <param name="Difference">The first difference found.</param>
/// <param name="Offset">Where it is in the code, in bytes; 0 when it has no place.</param>
public readonly record struct CodeComparison(CodeDifference Difference, int Offset)
{
    /// <summary>Whether the code is the artifact's.</summary>
    public bool IsSame => Difference == CodeDifference.None;
}
