using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>One row in which two lists differ.</summary>
/// <param name="Account">The recipient.</param>
/// <param name="Before">Its amount in the first list, in base units; null when the row was added.</param>
/// <param name="After">Its amount in the second list, in base units; null when the row was removed.</param>
/// <param name="BeforeLine">The row's line in the first file; 0 when there is none.</param>
/// <param name="AfterLine">The row's line in the second file; 0 when there is none.</param>
public readonly record struct ListChange(Address Account, UInt256? Before, UInt256? After, int BeforeLine, int AfterLine)
{
    /// <summary>Whether the row was added, removed or changed.</summary>
    public ListChangeKind Kind => Before is null ? ListChangeKind.Added : After is null ? ListChangeKind.Removed : ListChangeKind.Changed;

    /// <summary>One sentence for people, amounts in base units.</summary>
    public override string ToString() => Kind switch
    {
        ListChangeKind.Added => $"{Account} was added with {After}{At(AfterLine)}",
        ListChangeKind.Removed => $"{Account} with {Before} was removed{At(BeforeLine)}",
        _ => $"{Account} has {After}{At(AfterLine)} instead of {Before}{At(BeforeLine)}",
    };

    private static string At(int line) => line == 0 ? "" : $" (row {line})";
}
