using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>One file of proofs, read within limits.</summary>
internal sealed class ShardFile
{
    private const long MaxShardBytes = 256L << 20;
    private const int MaxRatio = 100;

    private readonly LeafField[] _further; // beyond account and amount
    private readonly bool _hasAmount;
    private readonly List<Entry> _entries = [];

    private ShardFile(LeafEncoding leaf)
    {
        _further = [.. FurtherFields(leaf)];
        _hasAmount = leaf.HasAmount;
    }

    /// <summary>Leads from the shard's root to the tree's, for sharded trees.</summary>
    internal Hash32[] Proof { get; private set; } = [];

    /// <summary>The entries in the order of the file.</summary>
    internal IReadOnlyList<Entry> Entries => _entries;

    /// <summary>A row, and what the file says of it.</summary>
    /// <param name="Row">Account and amount.</param>
    /// <param name="Words">The further fields of the leaf.</param>
    /// <param name="Place">Where the leaf stands, for kinds in the order of their file; otherwise 0.</param>
    /// <param name="Position">The position that is stated.</param>
    /// <param name="Proof">The proof that is stated.</param>
    internal readonly record struct Entry(RecipientRow Row, Hash32[] Words, int Place, UInt256? Position, Hash32[]? Proof);

    /// <summary>Fields of a leaf that an entry has a member for, beyond account and amount.</summary>
    internal static IEnumerable<LeafField> FurtherFields(LeafEncoding leaf) =>
        leaf.Fields.Where(f => f.Constant is null && f.Name is not (LeafField.Account or LeafField.Amount));

    /// <summary>Entries as rows of a tree.</summary>
    internal static TreeTable Table(LeafEncoding leaf, IReadOnlyList<Entry> entries) =>
        TreeTable.Of(entries.Select(e => e.Row), FurtherFields(leaf).Select((f, i) => new TreeColumn(f.Name, f.Type, entries.Select(e => e.Words[i]))));

    internal static Fault Malformed(string name, string why) =>
        new Fault("tree.shard-malformed", $"{CellText.Show(name)} is not a file of proof shards: {why}.", null, "Write the shards again with Bursar.") { File = name };

    /// <summary>A member's text; empty when it is missing or no text.</summary>
    internal static string Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out JsonElement value) ? Text(value) : "";

    /// <summary>Reads a JSON file.</summary>
    internal static Result<JsonDocument> Read(Func<string, Stream?> open, string name, long maxBytes)
    {
        try
        {
            using Stream? stream = open(name);
            if (stream is null)
            {
                return new Fault("tree.shard-missing", $"The file {CellText.Show(name)} is not there.", null,
                    "Copy the whole folder of shards; every prefix has a file.")
                { File = name };
            }

            using var source = new BoundedSource(stream, maxBytes, MaxRatio);
            source.Open();
            return JsonDocument.Parse(source.ReadAll(CancellationToken.None), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (FaultException e)
        {
            return Malformed(name, e.Faults[0].Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return Malformed(name, $"it is no sound JSON: {CellText.Show(e.Message)}");
        }
        catch (IOException e)
        {
            return new Fault("tree.unreadable", $"Reading {CellText.Show(name)} failed: {CellText.Show(e.Message)}", null,
                "Check the disk or the connection and try again.")
            { File = name };
        }
    }

    /// <summary>Reads the file of a shard; one that is missing and <paramref name="optional"/> has no entries.</summary>
    internal static Result<ShardFile> ReadShard(Func<string, Stream?> open, string name, bool optional, LeafEncoding leaf)
    {
        Result<JsonDocument> read = Read(open, name, MaxShardBytes);
        if (!read.TryGet(out JsonDocument? document))
            return optional && read.Faults[0].Code == "tree.shard-missing" ? new ShardFile(leaf) : Result<ShardFile>.Fail(read.Faults);
        using (document)
        {
            JsonElement json = document.RootElement;
            var file = new ShardFile(leaf);
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("entries", out JsonElement entries) ||
                entries.ValueKind != JsonValueKind.Object || !json.TryGetProperty("proof", out JsonElement proof) || !TryProof(proof, out Hash32[]? nodes))
            {
                return Malformed(name, "entries or proof is missing or has another shape");
            }

            file.Proof = nodes;
            foreach (JsonProperty entry in entries.EnumerateObject())
            {
                string key = NameOf(entry);
                if (!Address.TryParse(key, out Address account) || !file.TryAdd(account, entry.Value, nested: false))
                    return Malformed(name, $"the entry of {CellText.Show(key)} has another shape");
            }

            return file;
        }
    }

    // A text with half a surrogate pair is sound JSON, but cannot be had as a string.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private bool TryAdd(Address account, JsonElement json, bool nested)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return false;
        string amountText = Text(json, json.TryGetProperty("amount", out _) ? "amount" : "balance");
        UInt256 amount = default;
        if (_hasAmount && !UInt256.TryParseDecimal(amountText, out amount))
            return false;
        var words = new Hash32[_further.Length];
        Span<byte> word = stackalloc byte[32];
        for (int i = 0; i < words.Length; i++)
        {
            if (!_further[i].Type.TryRead(System.Text.Encoding.UTF8.GetBytes(Text(json, _further[i].Name)), word))
                return false;
            words[i] = new Hash32(word);
        }

        int place = 0;
        if (json.TryGetProperty("place", out JsonElement number) && !(number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out place) && place >= 0))
            return false;
        UInt256? position = null;
        if (json.TryGetProperty("position", out _))
        {
            if (!UInt256.TryParseDecimal(Text(json, "position"), out UInt256 stated))
                return false;
            position = stated;
        }

        Hash32[]? proof = null;
        if (json.TryGetProperty("proof", out JsonElement nodes) && !TryProof(nodes, out proof))
            return false;
        _entries.Add(new Entry(new RecipientRow(account, amount), words, place, position, proof));
        if (!json.TryGetProperty("more", out JsonElement more))
            return true;
        if (nested || more.ValueKind != JsonValueKind.Array)
            return false;
        foreach (JsonElement further in more.EnumerateArray())
        {
            if (!TryAdd(account, further, nested: true))
                return false;
        }

        return true;
    }

    private static bool TryProof(JsonElement json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Hash32[]? proof)
    {
        proof = null;
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > MerkleProof.MaxLength)
            return false;
        var nodes = new List<Hash32>();
        foreach (JsonElement node in json.EnumerateArray())
        {
            if (!Hash32.TryParse(Text(node), out Hash32 hash))
                return false;
            nodes.Add(hash);
        }

        proof = [.. nodes];
        return true;
    }
}
