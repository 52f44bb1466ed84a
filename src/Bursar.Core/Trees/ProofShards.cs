using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Proofs in static files: finds the rows of an account by reading one file, and believes only what leads to the root.</summary>
/// <remarks>Reads what <see cref="ProofShardWriter"/> writes, and the files of ENS and others who use the same shape.</remarks>
public sealed class ProofShards
{
    private const long MaxRootBytes = 64 * 1024;

    private readonly Func<string, Stream?> _open;

    private ProofShards(Func<string, Stream?> open, TreeKind kind, int nybbles, Hash32 root, UInt256 total, bool complete)
    {
        _open = open;
        Kind = kind;
        Nybbles = nybbles;
        Root = root;
        Total = total;
        IsComplete = complete;
    }

    /// <summary>Kind of the tree.</summary>
    public TreeKind Kind { get; }

    /// <summary>Hexadecimal digits of the account that name a file.</summary>
    public int Nybbles { get; }

    /// <summary>Root that the files state. Compare it with the drop's: it is what a claim is checked against.</summary>
    public Hash32 Root { get; }

    /// <summary>Sum of all amounts that the files state, in base units; no proof covers it.</summary>
    public UInt256 Total { get; }

    /// <summary>True when every prefix has a file, so that one that is not there was lost.</summary>
    internal bool IsComplete { get; }

    /// <summary>Reads <c>root.json</c>.</summary>
    /// <param name="open">Opens a file by its name; null when it is not there. Streams are disposed after use.</param>
    public static Result<ProofShards> Open(Func<string, Stream?> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        Result<JsonDocument> read = ShardFile.Read(open, "root.json", MaxRootBytes);
        if (!read.TryGet(out JsonDocument? document))
            return Result<ProofShards>.Fail(read.Faults);
        using (document)
        {
            JsonElement json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object || !Hash32.TryParse(ShardFile.Text(json, "root"), out Hash32 root) ||
                !UInt256.TryParseDecimal(ShardFile.Text(json, "total"), out UInt256 total) ||
                !json.TryGetProperty("shardNybbles", out JsonElement number) || number.ValueKind != JsonValueKind.Number ||
                !number.TryGetInt32(out int nybbles) || nybbles is < 1 or > TreeDescription.MaxNybbles)
            {
                return ShardFile.Malformed("root.json", "root, total or shardNybbles (1 to 4) is missing or has another shape");
            }

            bool own = json.TryGetProperty("format", out _);
            if (own && ShardFile.Text(json, "format") != ProofShardWriter.Format)
                return ShardFile.Malformed("root.json", $"its format is not {ProofShardWriter.Format}");
            TreeKind kind = TreeKind.Sharded(nybbles);
            if (own && (!TryKind(json, out TreeKind? stated) || (stated.Nybbles > 0 && stated.Nybbles != nybbles) || !stated.Description.Leaf.HasAccount))
                return ShardFile.Malformed("root.json", "its kind is not known or does not fit shardNybbles");
            else if (own)
                TryKind(json, out kind!);
            return new ProofShards(open, kind, nybbles, root, total, own);
        }
    }

    /// <summary>The rows of <paramref name="account"/> with their proofs; empty when it has none. Reads one file.</summary>
    /// <returns>The rows, or a fault when the file is missing or a proof does not lead to <see cref="Root"/>.</returns>
    public Result<IReadOnlyList<ProofEntry>> Find(Address account)
    {
        string name = ProofShardWriter.FileOf(ShardTree.ShardOf(account, Nybbles), Nybbles);
        Result<ShardFile> read = ShardFile.ReadShard(_open, name, optional: !IsComplete, Kind.Description.Leaf);
        if (!read.TryGet(out ShardFile? file))
            return Result<IReadOnlyList<ProofEntry>>.Fail(read.Faults);
        var found = new List<ProofEntry>();
        TreeTable table = ShardFile.Table(Kind.Description.Leaf, file.Entries);
        for (int row = 0; row < table.Count; row++)
        {
            ShardFile.Entry entry = file.Entries[row];
            if (entry.Row.Account != account)
                continue;
            Hash32[]? proof = entry.Proof ?? ProofOf(file, table, row);
            if (proof is null)
                return ShardFile.Malformed(name, $"the entry of {account} has no proof");
            if (Problem(table, row, proof, entry.Position, out UInt256 position) is { } problem)
                return new Fault("tree.shard-mismatch", $"In {name} {problem}.", null, "The file was changed, is damaged, or belongs to another drop.") { File = name };
            found.Add(new ProofEntry(entry.Row, position, proof) { Columns = [.. table.Columns.Select(c => new KeyValuePair<string, string>(c.Name, c.Show(row)))] });
        }

        return Result<IReadOnlyList<ProofEntry>>.Ok(found);
    }

    /// <summary>Follows a proof to the root.</summary>
    /// <returns>Null, or what does not fit.</returns>
    internal string? Problem(TreeTable table, int row, Hash32[] proof, UInt256? stated, out UInt256 position)
    {
        Hash32 leaf = new LeafWriter(Kind.Description.Leaf, table, null).LeafOf(row);
        bool sorted = Kind.Description.Pairs == PairOrder.Sorted;
        position = sorted ? MerkleProof.Position(leaf, proof) : stated ?? UInt256.Zero;
        if ((sorted ? MerkleProof.Root(leaf, proof) : MerkleProof.Root(leaf, proof, position)) != Root)
            return $"the proof of {table.Show(row, Kind.Description.Leaf)} does not lead to {Root}";
        return stated is { } other && other != position ? $"the position of {table.Recipients[row].Account} is {position}, not {other}" : null;
    }

    private static bool TryKind(JsonElement json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TreeKind? kind)
    {
        kind = null;
        if (!json.TryGetProperty("kind", out JsonElement stated))
            return false;
        if (stated.ValueKind == JsonValueKind.Object)
            return DescriptionText.Read(stated).TryGet(out kind);
        return TreeKind.TryParse(ShardFile.Text(json, "kind"), out kind);
    }

    // Without proofs in the entries, the shard's tree is built from all its entries.
    private Hash32[]? ProofOf(ShardFile file, TreeTable table, int row)
    {
        if (Kind.Nybbles == 0)
            return null;
        TreeDescription shard = Kind.Description with { Nybbles = 0, Index = IndexSource.Column };
        return TreeKind.Describe(shard).TryGet(out TreeKind? kind) && MerkleTree.Build(kind, table).TryGet(out MerkleTree? tree)
            ? [.. tree.GetProof(row), .. file.Proof]
            : null;
    }
}
