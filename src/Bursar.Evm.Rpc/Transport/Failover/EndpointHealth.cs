namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Whether an endpoint of several is used.</summary>
public enum EndpointHealth
{
    /// <summary>It is, or may be at once.</summary>
    Usable,

    /// <summary>It does not answer.</summary>
    Unreachable,

    /// <summary>It serves another chain: it is never used.</summary>
    OtherChain,

    /// <summary>Its head is too far behind the others.</summary>
    Behind,

    /// <summary>Its head is too far ahead of all others to be believed.</summary>
    Ahead,

    /// <summary>It has another block than most others at a height that all have.</summary>
    OtherBranch,
}
