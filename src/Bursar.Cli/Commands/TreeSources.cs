using System.IO.Compression;
using Bursar.App.Drops;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>The things that proofs can be taken from: lists, dumps and folders of proofs.</summary>
internal static class TreeSources
{
    /// <summary>The rows of an account, each with its proof.</summary>
    public static (Hash32 Root, IReadOnlyList<ProofEntry> Rows) Find(CommandContext context, ListFiles files, string format, Address account, CancellationToken cancellationToken)
    {
        string path = context.Get(files.File);
        if (Directory.Exists(path))
        {
            ProofShards shards = DropFolder.OpenProofs(ProofFolder(path)).Value;
            return (shards.Root, shards.Find(account).Value);
        }

        if (IsDump(path))
        {
            TreeDump dump = ReadDump(path, cancellationToken);
            return (dump.Root, [.. Enumerable.Range(0, dump.Rows.Count).Where(i => dump.Rows[i].Account == account).Select(i => Entry(TreeKind.Standard, dump.Rows[i], dump.GetProof(i)))]);
        }

        RecipientList list = files.Read(context, cancellationToken);
        MerkleTree tree = MerkleTree.Build(TreeKind.Parse(format).Value, list, cancellationToken).Value;
        (int start, int length) = list.RowsOf(account).GetOffsetAndLength(list.Count);
        return (tree.Root, [.. Enumerable.Range(start, length).Select(i => Entry(tree.Kind, list.Rows[i], tree.GetProof(i)))]);
    }

    /// <summary>Computes everything in a dump or a folder of proofs again.</summary>
    public static (Hash32 Root, int Count, UInt256? Total, string Kind) Check(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            string folder = ProofFolder(path);
            MerkleTree tree = ProofShardChecker.Check(name => Path.Combine(folder, name) is var file && File.Exists(file) ? File.OpenRead(file) : null, cancellationToken).Value;
            return (tree.Root, tree.Count, tree.Total, tree.Kind.ToString());
        }

        TreeDump dump = ReadDump(path, cancellationToken);
        UInt256? total = dump.Rows.Count == 0 ? null : dump.Rows.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount);
        return (dump.Root, dump.Count, total, dump.Format);
    }

    private static ProofEntry Entry(TreeKind kind, RecipientRow row, Hash32[] proof) => new(row, MerkleProof.Position(MerkleProof.Leaf(kind, row), proof), proof);

    private static TreeDump ReadDump(string path, CancellationToken cancellationToken)
    {
        using FileStream stream = ListFiles.Open(path);
        return DumpReader.Read(stream, new DumpReadOptions { FileName = path }, cancellationToken).Value;
    }

    /// <summary>The folder itself, or the one beneath it that published drops have.</summary>
    private static string ProofFolder(string path) => Path.Combine(path, "proofs") is var inner && Directory.Exists(inner) ? inner : path;

    /// <summary>True when the file's text, decompressed if need be, begins like JSON.</summary>
    private static bool IsDump(string path)
    {
        using FileStream file = ListFiles.Open(path);
        Span<byte> start = stackalloc byte[2];
        bool gzip = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1f, 0x8b];
        file.Position = 0;
        try
        {
            using Stream text = gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            for (int i = 0; i < 64; i++)
            {
                int c = text.ReadByte();
                if (c is not (' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF))
                    return c == '{';
            }
        }
        catch (InvalidDataException)
        {
            // Damaged gzip: reading it as a list says so.
        }

        return false;
    }
}
