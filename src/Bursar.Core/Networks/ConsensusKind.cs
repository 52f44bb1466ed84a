namespace Bursar.Core.Networks;

/// <summary>How a chain agrees on blocks.</summary>
public enum ConsensusKind
{
    /// <summary>Proof of stake with a finality gadget (Ethereum, Gnosis).</summary>
    ProofOfStake,

    /// <summary>Proof of work: final by depth only.</summary>
    ProofOfWork,

    /// <summary>A small set of delegated validators.</summary>
    Delegated,

    /// <summary>Authorities or Byzantine-fault-tolerant voting: final at once or after a few blocks.</summary>
    Authority,

    /// <summary>A rollup whose batches are posted to another chain.</summary>
    Rollup,
}
