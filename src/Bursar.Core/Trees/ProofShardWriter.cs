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
    private const int BufferSize = 512 * 1024;

    /// <summary>Writes all files; <paramref name="create"/> opens one by its name, and the stream is disposed when the file is written.</summary>
    /// <remarks>Files are opened one after the other, but in no certain order and by several threads; several are written at once.</remarks>
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
        if (options.AsEns && (shards is null || !tree.Kind.IsClaimable || !HasOneRowEach(tree)))
            throw new ArgumentException("only sharded trees of account and amount, with one row for each account, can be written as the tool of ENS does", nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(nybbles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nybbles, TreeDescription.MaxNybbles, nameof(options));

        int[] order = CanonicalOrder(tree);
        int[] starts = Starts(tree, order, nybbles);
        var opening = new Lock();
        using (var buffers = new ThreadLocal<AsciiBuffer>(() => new AsciiBuffer(Stream.Null, BufferSize)))
        {
            Spread.Each(starts.Length - 1, shard =>
            {
                if (options.AsEns && starts[shard] == starts[shard + 1])
                    return;
                Stream file;
                lock (opening)
                    file = create(FileOf(shard, nybbles));
                using (file)
                {
                    buffers.Value!.Reset(file);
                    ReadOnlySpan<int> rows = order.AsSpan(starts[shard]..starts[shard + 1]);
                    if (options.AsEns)
                        WriteEns(tree, shards!, rows, buffers.Value);
                    else
                        WriteShard(tree, shards, rows, options.FullProofs, buffers.Value);
                }
            }, cancellationToken);
        }

        using Stream root = create("root.json");
        var text = new AsciiBuffer(root);
        text.Add($"{{\"root\":\"{tree.Root}\",\"shardNybbles\":{nybbles},\"total\":\"{tree.Total}\"{(options.AsEns ? "}" : ",")}");
        if (!options.AsEns)
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
        if (IsInOrder(tree.Table.Recipients))
            return order;
        IReadOnlyList<RecipientRow> rows = tree.Rows;
        Array.Sort(order, (a, b) => RowOrder.Compare(rows[a], rows[b]) is int by && by != 0 ? by : a.CompareTo(b));
        return order;
    }

    private static bool IsInOrder(ReadOnlySpan<RecipientRow> rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            if (RowOrder.Compare(rows[i - 1], rows[i]) > 0)
                return false;
        }

        return true;
    }

    // Where each shard begins, and the number of rows.
    private static int[] Starts(MerkleTree tree, int[] order, int nybbles)
    {
        ReadOnlySpan<RecipientRow> rows = tree.Table.Recipients;
        int[] starts = new int[(1 << (4 * nybbles)) + 1];
        int at = 0;
        for (int shard = 0; shard < starts.Length; shard++)
        {
            while (at < order.Length && ShardTree.ShardOf(rows[order[at]].Account, nybbles) < shard)
                at++;
            starts[shard] = at;
        }

        return starts;
    }

    private static void WriteShard(MerkleTree tree, ShardTree? shards, ReadOnlySpan<int> rows, bool full, AsciiBuffer text)
    {
        text.Add("{\"proof\":"u8);
        AddProof(text, rows.IsEmpty || shards is null ? [] : tree.GetProof(rows[0])[^shards.TopLength(tree.PlaceOf(rows[0]))..]);
        text.Add(",\"entries\":{"u8);
        LeafField[] further = [.. ShardFile.FurtherFields(tree.Kind.Description.Leaf)];
        ReadOnlySpan<RecipientRow> recipients = tree.Table.Recipients;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly RecipientRow row = ref recipients[rows[i]];
            text.Add(i == 0 ? "\n\"0x"u8 : ",\n\"0x"u8);
            text.AddHex(row.Account.Span);
            text.Add("\":{"u8);
            AddEntry(text, tree, rows[i], full, shards is not null, further);
            if (i + 1 < rows.Length && recipients[rows[i + 1]].Account == row.Account)
            {
                text.Add(",\"more\":["u8);
                for (bool first = true; i + 1 < rows.Length && recipients[rows[i + 1]].Account == row.Account; first = false)
                {
                    text.Add(first ? "{"u8 : ",{"u8);
                    AddEntry(text, tree, rows[++i], full, shards is not null, further);
                    text.Add("}"u8);
                }

                text.Add("]"u8);
            }

            text.Add("}"u8);
        }

        text.Add("}}\n"u8);
        text.Flush();
    }

    private static bool HasOneRowEach(MerkleTree tree)
    {
        var seen = new HashSet<Address>(tree.Count);
        foreach (ref readonly RecipientRow row in tree.Table.Recipients)
        {
            if (!seen.Add(row.Account))
                return false;
        }

        return true;
    }

    private static void WriteEns(MerkleTree tree, ShardTree shards, ReadOnlySpan<int> rows, AsciiBuffer text)
    {
        text.Add("{\"proof\":"u8);
        AddProof(text, tree.GetProof(rows[0]).AsSpan()[^shards.TopLength(tree.PlaceOf(rows[0]))..]);
        text.Add(",\"entries\":{"u8);
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly RecipientRow row = ref tree.Table.Recipients[rows[i]];
            text.Add(i == 0 ? "\"0x"u8 : ",\"0x"u8);
            text.AddHex(row.Account.Span);
            text.Add("\":{"u8);
            bool any = false;
            AddNumber(text, ref any, "\"balance\":\""u8, row.Amount);
            text.Add("}"u8);
        }

        text.Add("}}"u8);
        text.Flush();
    }

    private static void AddEntry(AsciiBuffer text, MerkleTree tree, int row, bool full, bool balance, LeafField[] further)
    {
        TreeDescription shape = tree.Kind.Description;
        bool amount = shape.Leaf.HasAmount;
        bool any = false;
        if (balance && amount)
            AddNumber(text, ref any, "\"balance\":\""u8, tree.Table.Recipients[row].Amount);
        foreach (LeafField field in further)
        {
            string value = field.Name == LeafField.Index ? tree.IndexOf(row)!.Value.ToString() : tree.Table.Find(field.Name)!.Show(row);
            text.Add($"{(any ? "," : "")}\"{field.Name}\":\"{value}\"");
            any = true;
        }

        if (!full)
            return;
        if (amount)
            AddNumber(text, ref any, "\"amount\":\""u8, tree.Table.Recipients[row].Amount);
        if (shape.Order == LeafOrdering.File)
        {
            text.Add(string.Create(CultureInfo.InvariantCulture, $"{(any ? "," : "")}\"place\":{tree.PlaceOf(row)}"));
            any = true;
        }

        Span<Hash32> proof = stackalloc Hash32[MerkleProof.MaxLength];
        UInt128 position = 1;
        int length = tree.Nodes.WriteProof(tree.PlaceOf(row), proof, ref position);
        AddNumber(text, ref any, "\"position\":\""u8, MerkleProof.Widen(position));
        text.Add(",\"proof\":"u8);
        AddProof(text, proof[..length]);
    }

    private static void AddNumber(AsciiBuffer text, ref bool any, ReadOnlySpan<byte> name, UInt256 number)
    {
        if (any)
            text.Add(","u8);
        any = true;
        text.Add(name);
        text.AddDecimal(number);
        text.Add("\""u8);
    }

    private static void AddProof(AsciiBuffer text, ReadOnlySpan<Hash32> proof)
    {
        for (int i = 0; i < proof.Length; i++)
        {
            text.Add(i == 0 ? "[\"0x"u8 : ",\"0x"u8);
            text.AddHex(proof[i].Span);
            text.Add("\""u8);
        }

        text.Add(proof.IsEmpty ? "[]"u8 : "]"u8);
    }
}
