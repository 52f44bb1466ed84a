namespace Bursar.Core.Trees;

/// <summary>What becomes of rows whose leaves are equal.</summary>
public enum EqualLeaves
{
    /// <summary>They are a fault: one proof would serve them all, so that only one could be claimed.</summary>
    Refuse,

    /// <summary>They stand in the tree once.</summary>
    Once,

    /// <summary>Each stands in the tree.</summary>
    Keep,
}
