using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
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
                !number.TryGetInt32(out int nybbles) || nybbles is < 1 or > TreeKind.MaxNybbles)
            {
                return ShardFile.Malformed("root.json", "root, total or shardNybbles (1 to 4) is missing or has another shape");
            }

            bool own = json.TryGetProperty("format", out _);
            if (own && ShardFile.Text(json, "format") != ProofShardWriter.Format)
                return ShardFile.Malformed("root.json", $"its format is not {ProofShardWriter.Format}");
            TreeKind kind = TreeKind.Sharded(nybbles);
            if (own && (!TreeKind.TryParse(ShardFile.Text(json, "kind"), out kind) || (kind.Shape == TreeShape.Sharded && kind.Nybbles != nybbles)))
                return ShardFile.Malformed("root.json", "its kind is not known or does not fit shardNybbles");
            return new ProofShards(open, kind, nybbles, root, total, own);
        }
    }

    /// <summary>The rows of <paramref name="account"/> with their proofs; empty when it has none. Reads one file.</summary>
    /// <returns>The rows, or a fault when the file is missing or a proof does not lead to <see cref="Root"/>.</returns>
    public Result<IReadOnlyList<ProofEntry>> Find(Address account)
    {
        string name = ProofShardWriter.FileOf(ShardTree.ShardOf(account, Nybbles), Nybbles);
        Result<ShardFile> read = ShardFile.ReadShard(_open, name, optional: !IsComplete);
        if (!read.TryGet(out ShardFile? file))
            return Result<IReadOnlyList<ProofEntry>>.Fail(read.Faults);
        var found = new List<ProofEntry>();
        foreach (ShardFile.Entry entry in file.Entries)
        {
            if (entry.Row.Account != account)
                continue;
            Hash32[]? proof = entry.Proof ?? ProofOf(file, entry.Row);
            if (proof is null)
                return ShardFile.Malformed(name, $"the entry of {account} has no proof");
            if (!MerkleProof.Verify(Kind, entry.Row, proof, Root))
                return Mismatch(name, $"the proof of {account} with {entry.Row.Amount} does not lead to {Root}");
            UInt256 position = MerkleProof.Position(MerkleProof.Leaf(Kind, entry.Row), proof);
            if (entry.Position is { } stated && stated != position)
                return Mismatch(name, $"the position of {account} is {position}, not {stated}");
            found.Add(new ProofEntry(entry.Row, position, proof));
        }

        return Result<IReadOnlyList<ProofEntry>>.Ok(found);
    }

    private static Fault Mismatch(string name, string what) =>
        new Fault("tree.shard-mismatch", $"In {name} {what}.", null, "The file was changed, is damaged, or belongs to another drop.") { File = name };

    // Without proofs in the entries, the shard's tree is built from all its entries.
    private Hash32[]? ProofOf(ShardFile file, RecipientRow row)
    {
        if (Kind.Shape != TreeShape.Sharded)
            return null;
        RecipientRow[] rows = [.. file.Entries.Select(e => e.Row)];
        if (!MerkleTree.Build(TreeKind.Packed, rows).TryGet(out MerkleTree? tree))
            return null;
        return [.. tree.GetProof(Array.IndexOf(rows, row)), .. file.Proof];
    }
}
