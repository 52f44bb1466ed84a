using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Checks a whole folder of proof shards: every entry, and that all of them together are the tree.</summary>
public static class ProofShardChecker
{
    /// <summary>Reads every file, follows every proof that stands in them, and builds the tree of all rows again.</summary>
    /// <param name="open">Opens a file by its name; null when it is not there. Streams are disposed after use.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>The tree, or a fault that names the first entry that does not fit.</returns>
    public static Result<MerkleTree> Check(Func<string, Stream?> open, CancellationToken cancellationToken = default)
    {
        Result<ProofShards> opened = ProofShards.Open(open);
        if (!opened.TryGet(out ProofShards? shards))
            return Result<MerkleTree>.Fail(opened.Faults);
        var rows = new List<RecipientRow>();
        for (int shard = 0; shard < 1 << (4 * shards.Nybbles); shard++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = ProofShardWriter.FileOf(shard, shards.Nybbles);
            Result<ShardFile> read = ShardFile.ReadShard(open, name, optional: !shards.IsComplete);
            if (!read.TryGet(out ShardFile? file))
                return Result<MerkleTree>.Fail(read.Faults);
            foreach (ShardFile.Entry entry in file.Entries)
            {
                if (Problem(shards, entry, shard) is { } problem)
                    return new Fault("tree.shard-mismatch", $"In {name} {problem}.", null, "The file was changed, is damaged, or belongs to another drop.") { File = name };
                rows.Add(entry.Row);
            }
        }

        Result<MerkleTree> built = MerkleTree.Build(shards.Kind, rows, cancellationToken);
        if (!built.TryGet(out MerkleTree? tree) || (tree.Root == shards.Root && tree.Total == shards.Total))
            return built;
        return new Fault("tree.shard-mismatch", tree.Root == shards.Root
            ? $"The rows add up to {tree.Total}, but root.json says {shards.Total}."
            : $"The {tree.Count} rows make the root {tree.Root}, but root.json says {shards.Root}: a row is missing, added or changed.", null,
            "Get the whole folder again.")
        { File = "root.json" };
    }

    private static string? Problem(ProofShards shards, ShardFile.Entry entry, int shard)
    {
        RecipientRow row = entry.Row;
        if (ShardTree.ShardOf(row.Account, shards.Nybbles) != shard)
            return $"the entry of {row.Account} belongs into another file";
        if (entry.Proof is not { } proof)
            return null;
        if (!MerkleProof.Verify(shards.Kind, row, proof, shards.Root))
            return $"the proof of {row.Account} with {row.Amount} does not lead to {shards.Root}";
        UInt256 position = MerkleProof.Position(MerkleProof.Leaf(shards.Kind, row), proof);
        return entry.Position is { } stated && stated != position ? $"the position of {row.Account} is {position}, not {stated}" : null;
    }
}
