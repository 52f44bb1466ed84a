namespace Bursar.Core.Networks;

/// <summary>The networks that Bursar can start on this machine to see how a distribution fares under a consensus.</summary>
public enum LabKind
{
    /// <summary>Proof of stake: two execution and two consensus clients.</summary>
    Pos,

    /// <summary>A rollup with a chain below it, to which its batches are posted.</summary>
    Rollup,

    /// <summary>Final by depth, with reorganisations on demand.</summary>
    Depth,

    /// <summary>Final at once, with reorganisations on demand, which such a chain must never show.</summary>
    Instant,
}
