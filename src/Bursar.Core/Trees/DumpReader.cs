using System.Runtime.InteropServices;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Reads dumps of OpenZeppelin's library, <c>standard-v1</c> and <c>simple-v1</c>, plain or gzip, and believes nothing in them.</summary>
/// <remarks>Leaves may be sorted or not. Leaf encodings of types that fit a word, and of string, can be checked; others are refused.</remarks>
public static class DumpReader
{
    private const int MaxParts = 32;
    private const int MaxRatio = 100;

    /// <summary>Reads <paramref name="source"/> to its end and recomputes every leaf and node.</summary>
    /// <returns>The dump, or a fault that names the first place that does not fit, such as <c>values[12]</c> or <c>tree[5]</c>.</returns>
    public static Result<TreeDump> Read(Stream source, DumpReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        Result<TreeDump> result;
        try
        {
            using var input = new BoundedSource(source, Math.Min(options.MaxBytes, Array.MaxLength - 1), MaxRatio);
            input.Open();
            result = new Parser(input.ReadAll(cancellationToken), options).Parse(cancellationToken);
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

        return result.IsOk ? result : Result<TreeDump>.Fail([.. result.Faults.Select(f => f with { File = options.FileName })]);
    }

    private static Fault Malformed(string why, string? field) =>
        new Fault("tree.dump-malformed", $"The dump cannot be read: {why}.", field, "Make it again with OpenZeppelin's library or with Bursar.");

    private sealed class Parser(ReadOnlyMemory<byte> text, DumpReadOptions options)
    {
        private readonly HashSet<string> _seen = [];
        private string? _format;
        private string[]? _encoding;
        private Hash32[]? _nodes;
        private int _valuesAt = -1;
        private bool _encodingLast;

        internal Result<TreeDump> Parse(CancellationToken cancellationToken)
        {
            ReadOnlySpan<byte> json = text.Span;
            if (json.StartsWith("\uFEFF"u8))
                json = json[3..];
            if (ReadMembers(json) is { } fault)
                return fault;
            if (_format is not ("standard-v1" or "simple-v1"))
                return Malformed($"its format is {(_format is null ? "missing" : CellText.Show(_format))}, not standard-v1 or simple-v1", "format");
            if ((_format == "standard-v1") != (_encoding is not null))
                return Malformed(_encoding is null ? "a standard-v1 dump has a leafEncoding" : "a simple-v1 dump has no leafEncoding", "leafEncoding");
            if (_encoding is not null && DumpLeaf.Unknown(_encoding) is { } type)
            {
                return new Fault("tree.dump-encoding", $"Leaves with the type {CellText.Show(type)} cannot be checked.", "leafEncoding",
                    "Types that can: address, bool, uint8 to uint256, int8 to int256, bytes1 to bytes32, string.");
            }

            if (_nodes is null || _valuesAt < 0)
                return Malformed($"the member {(_nodes is null ? "tree" : "values")} is missing", null);
            int nodes = _nodes.Length;
            return (nodes & 1) == 0 ? Malformed($"the tree has {nodes} nodes, an even number", "tree") : ReadValues(json[_valuesAt..], cancellationToken);
        }

        private Fault? ReadMembers(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return Malformed("it is no JSON object", null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (!_seen.Add(name))
                    return Malformed($"the member {CellText.Show(name)} stands in it twice", name);
                reader.Read();
                _encodingLast |= name == "leafEncoding" && _seen.Contains("values");
                Fault? fault = name switch
                {
                    "format" when reader.TokenType == JsonTokenType.String => SetFormat(reader.GetString()!),
                    "leafEncoding" => ReadEncoding(ref reader),
                    "tree" => ReadNodes(ref reader),
                    "values" when reader.TokenType == JsonTokenType.StartArray => SkipValues(ref reader),
                    "hash" => new Fault("tree.dump-encoding", "The dump was made with another hash for nodes, which cannot be checked.", "hash",
                        "Use the library's default hash."),
                    _ => Malformed($"the member {CellText.Show(name)} is not known or has another shape", name.Length < 32 ? name : null),
                };
                if (fault is not null)
                    return fault;
            }

            return reader.Read() ? Malformed("something follows its end", null) : null;
        }

        private Fault? SetFormat(string value)
        {
            _format = value;
            return null;
        }

        private Fault? SkipValues(ref Utf8JsonReader reader)
        {
            _valuesAt = (int)reader.TokenStartIndex;
            reader.Skip();
            return null;
        }

        private Fault? ReadEncoding(ref Utf8JsonReader reader)
        {
            var types = new List<string>();
            if (reader.TokenType != JsonTokenType.StartArray)
                return Malformed("leafEncoding is not an array", "leafEncoding");
            while (reader.Read() && reader.TokenType == JsonTokenType.String && types.Count < MaxParts)
                types.Add(reader.GetString()!);
            if (reader.TokenType != JsonTokenType.EndArray || types.Count == 0)
                return Malformed($"leafEncoding is not an array of 1 to {MaxParts} texts", "leafEncoding");
            _encoding = [.. types];
            return null;
        }

        private Fault? ReadNodes(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                return Malformed("tree is not an array", "tree");
            var nodes = new Hash32[64];
            int count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count >= (2L * options.MaxLeaves) - 1)
                    return new Fault("tree.dump-too-large", $"The dump has more than {options.MaxLeaves:N0} leaves.", "tree", "Raise the limit if you trust it.");
                if (count == nodes.Length)
                    Array.Resize(ref nodes, checked(2 * nodes.Length));
                if (reader.TokenType != JsonTokenType.String || !TryNode(reader.ValueSpan, MemoryMarshal.AsBytes(nodes.AsSpan(count, 1))))
                    return Malformed($"tree[{count}] is not 0x and 64 hexadecimal digits", $"tree[{count}]");
                count++;
            }

            Array.Resize(ref nodes, count);
            _nodes = nodes;
            return null;
        }

        private static bool TryNode(ReadOnlySpan<byte> hex, Span<byte> node) =>
            hex.Length == 66 && hex.StartsWith("0x"u8) &&
            Convert.FromHexString(hex[2..], node, out _, out int written) == System.Buffers.OperationStatus.Done && written == 32;

        private Result<TreeDump> ReadValues(ReadOnlySpan<byte> json, CancellationToken cancellationToken)
        {
            int count = (_nodes!.Length + 1) / 2;
            int[] treeIndex = new int[count];
            bool[] taken = new bool[count];
            var leaf = new DumpLeaf(_encoding ?? []);
            bool words = _encoding?.Contains("string") != true;
            Hash32[][] columns = [.. Enumerable.Range(0, words ? _encoding?.Length ?? 1 : 1).Select(_ => new Hash32[count])];
            var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 8 }));
            reader.Read();
            Fault? first = null;
            int wrong = 0;
            int at = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                if ((at & 0xfff) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (at == count)
                    return Malformed($"there are more values than the {count} leaves of the tree", $"values[{at}]");
                if (ReadValue(ref reader, leaf, out Hash32 hash, out int index) is { } why)
                    return Malformed($"values[{at}]: {why}", $"values[{at}]");
                int place = index - (count - 1);
                Fault? misfit = place < 0 || place >= count || taken[place]
                    ? new Fault("tree.dump-mismatch", $"values[{at}] has the treeIndex {index}, which is no leaf or belongs to another value", $"values[{at}].treeIndex")
                    : hash != _nodes[index]
                        ? new Fault("tree.dump-mismatch", $"values[{at}]{Show(leaf)} hashes to {hash}, but tree[{index}] is {_nodes[index]}", $"values[{at}]")
                        : null;
                if (misfit is not null)
                {
                    first ??= misfit;
                    wrong++;
                }

                if (place >= 0 && place < count)
                    taken[place] = true;
                for (int i = 0; i < columns.Length; i++)
                    columns[i][at] = _encoding is null || !words ? hash : leaf.Words[i];
                treeIndex[at++] = index;
            }

            if (at != count)
                return Malformed($"there are {at} values for {count} leaves", "values");
            if (first is not null)
                return Misfit(first, wrong, "value");
            int node = FirstWrongNode(_nodes, count - 1, out wrong, cancellationToken);
            if (node >= 0)
                return Misfit(new Fault("tree.dump-mismatch", $"tree[{node}] is not the hash of tree[{(2 * node) + 1}] and tree[{(2 * node) + 2}]", $"tree[{node}]"), wrong, "node");
            LeafField[] fields = words ? DumpKind.FieldsOf(_encoding ?? []) : [];
            return new TreeDump(_format!, _encoding ?? [], _nodes, treeIndex, DumpKind.TableOf(fields, columns, options.FileName),
                words && _encoding is not null ? leaf.Spelling.Style(_encodingLast, TypeNames(fields)) : _encoding is null ? new DumpStyle() : null);
        }

        private static Fault Misfit(Fault first, int count, string what) => first with
        {
            Message = count == 1 ? first.Message + "." : $"{first.Message}; {count - 1} more {what}{(count == 2 ? " does" : "s do")} not fit.",
            Hint = "The dump was changed or is damaged.",
        };

        private string Show(DumpLeaf leaf) => _encoding is ["address", "uint256"] ? $", {new Address(leaf.Words[0].Span[12..])} with {new UInt256(leaf.Words[1].Span)}," : "";

        private string? TypeNames(LeafField[] fields) => fields.Select(f => f.Type.ToString()).SequenceEqual(_encoding!) ? null : string.Join(',', _encoding!);

        private static int FirstWrongNode(Hash32[] nodes, int inner, out int count, CancellationToken cancellationToken)
        {
            var wrong = new System.Collections.Concurrent.ConcurrentBag<(int First, int Count)>();
            Spread.Over(inner, (low, high) =>
            {
                var again = new Hash32[high - low];
                NodeHash.Pairs(nodes.AsSpan((2 * low) + 1, 2 * again.Length), again, PairOrder.Sorted);
                int first = -1;
                int found = 0;
                for (int i = 0; i < again.Length; i++)
                {
                    if (again[i] == nodes[low + i])
                        continue;
                    first = found++ == 0 ? low + i : first;
                }

                if (found > 0)
                    wrong.Add((first, found));
            }, cancellationToken);
            count = wrong.Sum(w => w.Count);
            return wrong.IsEmpty ? -1 : wrong.Min(w => w.First);
        }

        private string? ReadValue(ref Utf8JsonReader reader, DumpLeaf leaf, out Hash32 hash, out int index)
        {
            hash = default;
            index = -1;
            bool hasValue = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isValue = reader.ValueTextEquals("value");
                bool isIndex = reader.ValueTextEquals("treeIndex");
                reader.Read();
                if (isValue && !hasValue)
                {
                    hasValue = true;
                    if ((_encoding is null ? TrySimple(ref reader, out hash) : leaf.TryHash(ref reader, out hash)) is { } why)
                        return why;
                }
                else if (isIndex && index < 0)
                {
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out index) || index < 0)
                        return "its treeIndex is no whole number";
                }
                else
                {
                    return "a member is not known or stands there twice";
                }
            }

            return hasValue && index >= 0 ? null : "value or treeIndex is missing";
        }

        private static string? TrySimple(ref Utf8JsonReader reader, out Hash32 hash)
        {
            hash = default;
            return reader.TokenType == JsonTokenType.String && Hash32.TryParse(reader.GetString(), out hash)
                ? null
                : "the value is not 0x and 64 hexadecimal digits";
        }
    }
}
