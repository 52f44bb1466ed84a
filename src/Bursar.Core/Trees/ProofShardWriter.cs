using System.Globalization;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Writes the proofs of a tree as static files: <c>root.json</c>, and one file for each prefix of accounts.</summary>
/// <remarks>
/// <c>root.json</c> is <c>{root, shardNybbles, total, format, kind, count}</c>; <c>&lt;prefix&gt;.json</c> is <c>{proof, entries}</c> with
/// <c>entries</c> by lower-case address: <c>{amount, position, proof}</c> with a member for each further field of the leaf, and <c>more</c> with
/// further ones when an account has several rows; <c>place</c> when leaves stand in the order of a file. For sharded trees the shard's <c>proof</c> leads from its root to the tree's, and entries carry <c>balance</c> too, as readers of ENS files expect.
/// Every prefix has a file, an empty one too, so that a lost file is noticed. The same tree gives the same bytes.
/// </remarks>
public static class ProofShardWriter
{
    /// <summary>Value of <c>format</c> in <c>root.json</c>.</summary>
    public const string Format = "bursar-shards-v1";

    private const int RowsOfFile = 256;

    /// <summary>Writes all files; <paramref name="create"/> opens one by its name, and the stream is disposed when the file is written.</summary>
    public static void Write(
        MerkleTree tree, Func<string, Stream> create, ProofShardOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(create);
        options ??= new ProofShardOptions();
        if (!tree.Kind.Description.Leaf.HasAccount)
            throw new ArgumentException("leaves without an account have no shards", nameof(tree));
        var shards = tree.Nodes as ShardTree;
        if (shards is null && !options.FullProofs)
            throw new ArgumentException("only sharded trees have proofs that a reader can compute from one file", nameof(options));
        int nybbles = shards is not null ? tree.Kind.Nybbles : options.Nybbles ?? ChooseNybbles(tree.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(nybbles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nybbles, TreeDescription.MaxNybbles, nameof(options));

        int[] order = CanonicalOrder(tree);
        int at = 0;
        for (int shard = 0; shard < 1 << (4 * nybbles); shard++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = at;
            while (end < order.Length && ShardTree.ShardOf(tree.Rows[order[end]].Account, nybbles) == shard)
                end++;
            using Stream file = create(FileOf(shard, nybbles));
            WriteShard(tree, shards, order.AsSpan(at, end - at), options.FullProofs, file);
            at = end;
        }

        using Stream root = create("root.json");
        var text = new AsciiBuffer(root);
        text.Add($"{{\"root\":\"{tree.Root}\",\"shardNybbles\":{nybbles},\"total\":\"{tree.Total}\",");
        text.Add(string.Create(CultureInfo.InvariantCulture, $"\"format\":\"{Format}\",\"kind\":{KindText(tree.Kind)},\"count\":{tree.Count}}}\n"));
        text.Flush();
    }

    /// <summary>Name of a shard's file.</summary>
    internal static string FileOf(int shard, int nybbles) =>
        string.Concat(shard.ToString($"x{nybbles}", CultureInfo.InvariantCulture), ".json");

    // A described kind can be longer than what the buffer takes at once, but not by its names: they are of limited length.
    private static string KindText(TreeKind kind) => kind.IsNamed ? $"\"{kind}\"" : DescriptionText.Write(kind);

    private static int ChooseNybbles(int count)
    {
        int nybbles = 1;
        while (nybbles < 3 && count >> (4 * nybbles) > RowsOfFile)
            nybbles++;
        return nybbles;
    }

    private static int[] CanonicalOrder(MerkleTree tree)
    {
        int[] order = new int[tree.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        IReadOnlyList<RecipientRow> rows = tree.Rows;
        Array.Sort(order, (a, b) => RowOrder.Compare(rows[a], rows[b]) is int by && by != 0 ? by : a.CompareTo(b));
        return order;
    }

    private static void WriteShard(MerkleTree tree, ShardTree? shards, ReadOnlySpan<int> rows, bool full, Stream file)
    {
        var text = new AsciiBuffer(file);
        text.Add("{\"proof\":");
        AddProof(text, rows.IsEmpty || shards is null ? [] : tree.GetProof(rows[0])[^shards.TopLength(tree.PlaceOf(rows[0]))..]);
        text.Add(",\"entries\":{");
        for (int i = 0; i < rows.Length; i++)
        {
            Address account = tree.Rows[rows[i]].Account;
            text.Add(i == 0 ? "\n\"" : ",\n\"");
            text.Add(account.ToLowerHex());
            text.Add("\":{");
            AddEntry(text, tree, rows[i], full, shards is not null);
            if (i + 1 < rows.Length && tree.Rows[rows[i + 1]].Account == account)
            {
                text.Add(",\"more\":[");
                for (bool first = true; i + 1 < rows.Length && tree.Rows[rows[i + 1]].Account == account; first = false)
                {
                    text.Add(first ? "{" : ",{");
                    AddEntry(text, tree, rows[++i], full, shards is not null);
                    text.Add("}");
                }

                text.Add("]");
            }

            text.Add("}");
        }

        text.Add("}}\n");
        text.Flush();
    }

    private static void AddEntry(AsciiBuffer text, MerkleTree tree, int row, bool full, bool balance)
    {
        LeafEncoding leaf = tree.Kind.Description.Leaf;
        UInt256 amount = tree.Rows[row].Amount;
        string separator = "";
        if (balance && leaf.HasAmount)
        {
            text.Add($"\"balance\":\"{amount}\"");
            separator = ",";
        }

        foreach (LeafField field in ShardFile.FurtherFields(leaf))
        {
            string value = field.Name == LeafField.Index ? tree.IndexOf(row)!.Value.ToString() : tree.Table.Find(field.Name)!.Show(row);
            text.Add($"{separator}\"{field.Name}\":\"{value}\"");
            separator = ",";
        }

        if (!full)
            return;
        if (leaf.HasAmount)
        {
            text.Add($"{separator}\"amount\":\"{amount}\"");
            separator = ",";
        }

        if (tree.Kind.Description.Order == LeafOrdering.File)
        {
            text.Add(string.Create(CultureInfo.InvariantCulture, $"{separator}\"place\":{tree.PlaceOf(row)}"));
            separator = ",";
        }

        Hash32[] proof = tree.GetProof(row, out UInt256 position);
        text.Add($"{separator}\"position\":\"{position}\",\"proof\":");
        AddProof(text, proof);
    }

    private static void AddProof(AsciiBuffer text, ReadOnlySpan<Hash32> proof)
    {
        for (int i = 0; i < proof.Length; i++)
        {
            text.Add(i == 0 ? "[\"0x" : ",\"0x");
            text.AddHex(proof[i].Span);
            text.Add("\"");
        }

        text.Add(proof.IsEmpty ? "[]" : "]");
    }
}
