using Bursar.App.Drops;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>The things that proofs can be taken from: lists, dumps, distributions and folders of proofs.</summary>
internal static class TreeSources
{
    /// <summary>The rows of an account, each with its proof.</summary>
    public static (Hash32 Root, IReadOnlyList<ProofEntry> Rows) Find(CommandContext context, TreeFiles files, Address account, CancellationToken cancellationToken)
    {
        string path = context.Get(files.List.File);
        if (Directory.Exists(path))
        {
            ProofShards shards = DropFolder.OpenProofs(ProofFolder(path)).Value;
            return (shards.Root, shards.Find(account).Value);
        }

        MerkleTree tree = files.Build(context, cancellationToken).Tree;
        return (tree.Root, [.. RowsOf(tree, account).Select(r => Entry(tree, r))]);
    }

    /// <summary>The whole tree of a file or folder.</summary>
    public static MerkleTree Whole(CommandContext context, TreeFiles files, CancellationToken cancellationToken) =>
        context.Get(files.List.File) is var path && Directory.Exists(path) ? CheckFolder(path, cancellationToken) : files.Build(context, cancellationToken).Tree;

    /// <summary>The rows of an account.</summary>
    public static IEnumerable<int> RowsOf(MerkleTree tree, Address account) => Enumerable.Range(0, tree.Rows.Count).Where(i => tree.Rows[i].Account == account);

    /// <summary>Names and values of the further fields of a row's leaf.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Columns(MerkleTree tree, int row) => tree.IndexOf(row) is { } index
        ? [new("index", index.ToString()), .. Others(tree, row)]
        : Others(tree, row);

    /// <summary>Computes everything in a dump, a distribution or a folder of proofs again.</summary>
    public static (Hash32 Root, int Count, UInt256? Total, string Kind) Check(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return Facts(CheckFolder(path, cancellationToken));
        using FileStream stream = ListFiles.Open(path);
        var options = new DumpReadOptions { FileName = path };
        if (TreeInputReader.IsDistribution(stream))
            return Facts(DistributionChecker.Check(stream, options, cancellationToken).Value);
        TreeDump dump = DumpReader.Read(stream, options, cancellationToken).Value;
        UInt256? total = dump.Kind is { HasTotal: true } ? dump.Rows.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount) : null;
        return (dump.Root, dump.Count, total, dump.Format);
    }

    private static (Hash32 Root, int Count, UInt256? Total, string Kind) Facts(MerkleTree tree) => (tree.Root, tree.Count, tree.HasTotal ? tree.Total : null, tree.Kind.ToString());

    private static MerkleTree CheckFolder(string path, CancellationToken cancellationToken)
    {
        string folder = ProofFolder(path);
        return ProofShardChecker.Check(name => Path.Combine(folder, name) is var file && File.Exists(file) ? File.OpenRead(file) : null, cancellationToken).Value;
    }

    private static IEnumerable<KeyValuePair<string, string>> Others(MerkleTree tree, int row) =>
        tree.Table.Columns.Where(c => c.Name != "index").Select(c => new KeyValuePair<string, string>(c.Name, c.Show(row)));

    private static ProofEntry Entry(MerkleTree tree, int row)
    {
        Hash32[] proof = tree.GetProof(row, out UInt256 position);
        return new ProofEntry(tree.Rows[row], position, proof) { Columns = [.. Columns(tree, row)] };
    }

    /// <summary>The folder itself, or the one beneath it that published drops have.</summary>
    private static string ProofFolder(string path) => Path.Combine(path, "proofs") is var inner && Directory.Exists(inner) ? inner : path;
}
