using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Checks a published distribution of Uniswap's tool: every proof, the root over all rows, the total.</summary>
/// <remarks>The members <c>merkleRoot</c>, <c>tokenTotal</c> and <c>claims</c> must be there; a claim has <c>index</c>, <c>amount</c> and <c>proof</c>, and <c>flags</c> are
/// passed over. Amounts are hexadecimal with <c>0x</c>, or decimal.</remarks>
public static class DistributionChecker
{
    private const int MaxRatio = 100;

    /// <summary>Reads <paramref name="source"/> to its end and computes everything again.</summary>
    /// <returns>The tree of all rows, or a fault that names the first claim that does not fit and how many more there are.</returns>
    public static Result<MerkleTree> Check(Stream source, DumpReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        Result<MerkleTree> result;
        try
        {
            using var input = new BoundedSource(source, Math.Min(options.MaxBytes, Array.MaxLength - 1), MaxRatio);
            input.Open();
            var parser = new Parser(input.ReadAll(cancellationToken), options.MaxLeaves, cancellationToken);
            result = parser.Read() is { } fault ? fault : parser.Check();
        }
        catch (FaultException e)
        {
            result = new Fault("tree.dump-too-large", e.Faults[0].Message, null, e.Faults[0].Hint);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            result = Malformed($"it is no sound JSON: {CellText.Show(e.Message)}", null);
        }
        catch (IOException e)
        {
            result = new Fault("tree.unreadable", $"Reading failed: {CellText.Show(e.Message)}", null, "Check the disk or the connection and try again.");
        }

        return result.IsOk ? result : Result<MerkleTree>.Fail([.. result.Faults.Select(f => f with { File = options.FileName })]);
    }

    private static Fault Malformed(string why, string? field) => new("tree.distribution-malformed", $"The distribution cannot be read: {why}.", field, "Get it again from its publisher.");

    private sealed class Parser(ReadOnlyMemory<byte> text, int maxClaims, CancellationToken cancellationToken)
    {
        private readonly List<RecipientRow> _rows = [];
        private readonly List<Hash32> _indices = [];
        private readonly List<Hash32> _proofs = []; // one after the other
        private readonly List<int> _ends = [];
        private readonly HashSet<Address> _accounts = [];
        private Hash32? _root;
        private UInt256? _total;

        internal Fault? Read()
        {
            ReadOnlySpan<byte> json = text.Span.StartsWith("\uFEFF"u8) ? text.Span[3..] : text.Span;
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return Malformed("it is no JSON object", null);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (!seen.Add(name) || seen.Count > 64)
                    return Malformed($"the member {CellText.Show(name)} stands in it twice, or there are too many", null);
                reader.Read();
                if (name == "merkleRoot" && reader.TokenType == JsonTokenType.String && Hash32.TryParse(reader.GetString(), out Hash32 root))
                    _root = root;
                else if (name == "tokenTotal" && TryAmount(ref reader, out UInt256 total))
                    _total = total;
                else if (name is "merkleRoot" or "tokenTotal")
                    return Malformed($"{name} has another shape", name);
                else if (name == "claims" && ReadClaims(ref reader) is { } fault)
                    return fault;
                else if (name != "claims")
                    reader.Skip();
            }

            if (reader.Read())
                return Malformed("something follows its end", null);
            return _root is null || _total is null || !seen.Contains("claims") ? Malformed("merkleRoot, tokenTotal or claims is missing", null) : null;
        }

        internal Result<MerkleTree> Check()
        {
            TreeTable table = TreeTable.Of(_rows, [new TreeColumn(LeafField.Index, LeafType.OfNumber, _indices)]);
            if (table.Count == 0)
                return Malformed("it has no claims", "claims");
            int[] ranks = TableRules.Ranks(TreeKind.Uniswap.Description, table)!;
            bool ranked = TableRules.CheckValues(table, TreeKind.Uniswap, ranks).Length == 0;
            if (FirstWrong(table) is { } wrong)
                return wrong;
            Result<MerkleTree> built = MerkleTree.Build(ranked ? TreeKind.Uniswap : TreeKind.Indexed, table, cancellationToken);
            if (!built.TryGet(out MerkleTree? tree))
                return built;
            if (tree.Root != _root)
                return Mismatch($"the {tree.Count:N0} rows make the root {tree.Root}, but merkleRoot says {_root}: a row is missing or was added", "merkleRoot");
            return tree.Total == _total ? tree : Mismatch($"the amounts add up to {tree.Total}, but tokenTotal says {_total}", "tokenTotal");
        }

        private static Fault Mismatch(string what, string field) => new("tree.distribution-mismatch", $"{char.ToUpperInvariant(what[0])}{what[1..]}.", field, "The distribution was changed or is damaged: get it again from its publisher.");

        private Fault? FirstWrong(TreeTable table)
        {
            var leaves = new Hash32[table.Count];
            new LeafWriter(TreeKind.Indexed.Description.Leaf, table, null).Hash(0, leaves);
            int first = -1;
            int count = 0;
            Hash32 found = default;
            for (int row = 0; row < leaves.Length; row++)
            {
                if ((row & 0xfff) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                int start = row == 0 ? 0 : _ends[row - 1];
                Hash32 leads = MerkleProof.Root(leaves[row], _proofs.GetRange(start, _ends[row] - start));
                if (leads == _root)
                    continue;
                if (count++ == 0)
                    (first, found) = (row, leads);
            }

            if (count == 0)
                return null;
            RecipientRow wrong = table.Recipients[first];
            string more = count == 1 ? "" : $"; {count - 1} more {(count == 2 ? "claim does" : "claims do")} not fit";
            return Mismatch($"claim {first + 1}, index {new UInt256(_indices[first].Span)}, {wrong.Account} with {wrong.Amount}: its proof leads to {found}, not to merkleRoot {_root}{more}", $"claims.{wrong.Account}");
        }

        private Fault? ReadClaims(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return Malformed("claims is no object", "claims");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if ((_rows.Count & 0xfff) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                string key = reader.GetString()!;
                string path = $"claims.{CellText.Show(key)[1..^1]}";
                if (_rows.Count == maxClaims)
                    return new Fault("tree.dump-too-large", $"There are more than {maxClaims:N0} claims.", "claims", "Raise the limit if you trust the file.");
                if (!Address.TryParse(key, out Address account) || !_accounts.Add(account))
                    return Malformed($"{CellText.Show(key)} is no address with a sound checksum, or stands there twice", path);
                reader.Read();
                if (ReadClaim(ref reader, account, path) is { } fault)
                    return fault;
            }

            return null;
        }

        private Fault? ReadClaim(ref Utf8JsonReader reader, Address account, string path)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return Malformed("a claim is no object", path);
            UInt256? index = null;
            UInt256? amount = null;
            bool proof = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                bool ok = name switch
                {
                    "index" when index is null => Set(TryAmount(ref reader, out UInt256 number), number, ref index),
                    "amount" when amount is null => Set(TryAmount(ref reader, out UInt256 number), number, ref amount),
                    "proof" when !proof => proof = ReadProof(ref reader),
                    "index" or "amount" or "proof" => false,
                    _ => true,
                };
                if (!ok)
                    return Malformed($"{name} has another shape, or stands there twice", $"{path}.{CellText.Show(name)[1..^1]}");
                if (name is not ("index" or "amount" or "proof"))
                    reader.Skip();
            }

            if (index is not { } place || amount is not { } units || !proof)
                return Malformed("index, amount or proof is missing", path);
            _rows.Add(new RecipientRow(account, units));
            _indices.Add(new Hash32(place.ToBigEndian()));
            _ends.Add(_proofs.Count);
            return null;
        }

        private static bool Set(bool read, UInt256 value, ref UInt256? target)
        {
            target = value;
            return read;
        }

        private bool ReadProof(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                return false;
            int length = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                if (length++ == MerkleProof.MaxLength || !Hash32.TryParse(reader.GetString(), out Hash32 node))
                    return false;
                _proofs.Add(node);
            }

            return reader.TokenType == JsonTokenType.EndArray;
        }

        private static bool TryAmount(ref Utf8JsonReader reader, out UInt256 amount)
        {
            amount = default;
            return reader.TokenType switch
            {
                JsonTokenType.String => UInt256.TryParse(reader.GetString(), out amount),
                JsonTokenType.Number => reader.ValueSpan.Length <= 16 && ulong.TryParse(reader.ValueSpan, out ulong number) && number < 1UL << 53 && (amount = number) == number,
                _ => false,
            };
        }
    }
}
