namespace Bursar.Core.Lists;

/// <summary>How a row differs between two lists.</summary>
public enum ListChangeKind
{
    /// <summary>Only in the second list.</summary>
    Added,

    /// <summary>Only in the first list.</summary>
    Removed,

    /// <summary>In both, with another amount.</summary>
    Changed,
}
