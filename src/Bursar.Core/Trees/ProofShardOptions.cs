namespace Bursar.Core.Trees;

/// <summary>How proof shards are cut and filled.</summary>
public sealed record ProofShardOptions
{
    /// <summary>Hexadecimal digits of the account that name a file, 1 to 4; null takes the tree's own for sharded trees, and otherwise as many as
    /// keep a file at about 256 rows. Sharded trees always have their own.</summary>
    public int? Nybbles { get; init; }

    /// <summary>True to write the whole proof and the position into every entry. False is for sharded trees only: the files are then a small
    /// fraction of the size, and a reader computes the proof from the entries of the shard, as ENS does.</summary>
    public bool FullProofs { get; init; } = true;

    /// <summary>True to write exactly what the tool of ENS wrote: balances only, no file for an empty shard, nothing in <c>root.json</c> but root, digits and total.
    /// For sharded trees with one row for each account.</summary>
    public bool AsEns { get; init; }
}
