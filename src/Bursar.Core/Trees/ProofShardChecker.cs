using Bursar.Core.Faults;

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
        var entries = new List<ShardFile.Entry>();
        for (int shard = 0; shard < 1 << (4 * shards.Nybbles); shard++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = ProofShardWriter.FileOf(shard, shards.Nybbles);
            Result<ShardFile> read = ShardFile.ReadShard(open, name, optional: !shards.IsComplete, shards.Kind.Description.Leaf);
            if (!read.TryGet(out ShardFile? file))
                return Result<MerkleTree>.Fail(read.Faults);
            if (FirstProblem(shards, file.Entries, shard) is { } problem)
                return new Fault("tree.shard-mismatch", $"In {name} {problem}.", null, "The file was changed, is damaged, or belongs to another drop.") { File = name };
            entries.AddRange(file.Entries);
        }

        TreeDescription shape = shards.Kind.Description;
        if (shape.Order == LeafOrdering.File)
            entries.Sort((a, b) => a.Place.CompareTo(b.Place));
        TreeTable table = ShardFile.Table(shape.Leaf, entries);
        if (TableRules.CheckCount(table, MerkleTree.MaxRows) is { } none)
            return none;
        // The order of the entries is not that of the file that the indices may come from: they are taken as stated, and looked at afterwards.
        TreeKind kind = shape.Leaf.HasIndex ? TreeKind.Describe(shape with { Index = IndexSource.Column }).Value : shards.Kind;
        Result<MerkleTree> built = MerkleTree.Build(kind, table, cancellationToken);
        if (!built.TryGet(out MerkleTree? tree))
            return built;
        if (tree.Root == shards.Root && tree.Total == shards.Total)
        {
            Fault[] ranks = shape.Index == IndexSource.Checksum ? TableRules.CheckValues(table, shards.Kind, TableRules.Ranks(shape, table)) : [];
            return ranks.Length == 0 ? tree.As(shards.Kind) : Result<MerkleTree>.Fail(ranks);
        }

        return new Fault("tree.shard-mismatch", tree.Root == shards.Root
            ? $"The rows add up to {tree.Total}, but root.json says {shards.Total}."
            : $"The {tree.Count} rows make the root {tree.Root}, but root.json says {shards.Root}: a row is missing, added or changed.", null,
            "Get the whole folder again.")
        { File = "root.json" };
    }

    private static string? FirstProblem(ProofShards shards, IReadOnlyList<ShardFile.Entry> entries, int shard)
    {
        TreeTable table = ShardFile.Table(shards.Kind.Description.Leaf, entries);
        int first = -1;
        string? problem = null;
        int more = 0;
        for (int row = 0; row < entries.Count; row++)
        {
            string? found = ShardTree.ShardOf(entries[row].Row.Account, shards.Nybbles) != shard
                ? $"the entry of {entries[row].Row.Account} belongs into another file"
                : entries[row].Proof is { } proof ? shards.Problem(table, row, proof, entries[row].Position, out _) : null;
            if (found is null)
                continue;
            if (first < 0)
                (first, problem) = (row, found);
            else
                more++;
        }

        return more > 0 ? $"{problem}, and {more} more {(more == 1 ? "entry does" : "entries do")} not fit" : problem;
    }
}
