namespace Bursar.Core.Networks;

/// <summary>What the three rungs of settlement are called on a chain.</summary>
/// <param name="Seen">In a block that a reorganisation may still remove.</param>
/// <param name="Safe">In a block that the chain's rule calls safe.</param>
/// <param name="Final">In a block that the chain's rule calls final.</param>
public sealed record StateLadder(string Seen, string Safe, string Final)
{
    /// <summary>The words of a network: those of its consensus where the node's tags decide, numbers of blocks where a depth does.</summary>
    public static StateLadder Of(NetworkProfile network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Finality.Kind switch
        {
            FinalityKind.Instant => new StateLadder("in a block", "final", "final"),
            FinalityKind.Depth => new StateLadder("in a block", $"{network.Finality.SafeDepth:N0} blocks deep", $"final ({network.Finality.Depth:N0} blocks deep)"),
            _ => network.Consensus switch
            {
                ConsensusKind.Rollup => new StateLadder("sequenced", "posted", "final on L1"),
                ConsensusKind.ProofOfStake => new StateLadder("in a block", "justified", "finalised"),
                ConsensusKind.Delegated => new StateLadder("in a block", "voted for", "finalised"),
                _ => new StateLadder("in a block", "safe", "final"),
            },
        };
    }

    /// <summary>All rungs, from the lowest, each once: <c>sequenced → posted → final on L1</c>.</summary>
    public override string ToString() => string.Join(" → ", ((string[])[Seen, Safe, Final]).Distinct());
}
