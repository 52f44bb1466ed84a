using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Reads whatever a tree can be built over: lists in every format, CSV with the columns of a leaf, ready leaves, dumps, published distributions.</summary>
public static class TreeInputReader
{
    private static readonly TreeKind[] PlainKinds =
    [
        TreeKind.Standard, TreeKind.Packed, TreeKind.Sharded(1), TreeKind.Sharded(2), TreeKind.Sharded(3), TreeKind.Sharded(4), TreeKind.Uniswap, TreeKind.Sablier, TreeKind.Morpho,
    ];

    /// <summary>Reads <paramref name="source"/> to its end.</summary>
    /// <param name="source">The file; it must be seekable.</param>
    /// <param name="kind">The kind of tree that it is meant for; null to find out.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows and the kinds that fit them, or every fault.</returns>
    public static Result<TreeInput> Read(Stream source, TreeKind? kind, ListReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        byte[] start = ListStart.Peek(ref source);
        ReadOnlySpan<byte> text = Text(start);
        if (options.Format is null && IsDump(text))
            return OfDump(source, kind, options, cancellationToken);
        ReadOnlySpan<byte> line = text[..(text.IndexOfAny((byte)'\n', (byte)'\r') is int end && end >= 0 ? end : text.Length)];
        bool json = text is [(byte)'{' or (byte)'[', ..];
        if (kind is not null && !json && !IsListLeaf(kind.Description.Leaf))
            return OfTable(source, kind, options, cancellationToken);
        if (kind is null && options.Format is null && !json && ByHeader(line) is { } told)
            return told.TryGet(out TreeKind? found, out IReadOnlyList<Fault> faults) ? OfTable(source, found, options, cancellationToken) : Result<TreeInput>.Fail(faults);
        return OfList(source, kind, options, line, cancellationToken);
    }

    /// <summary>True when the text begins as a dump of OpenZeppelin's library does.</summary>
    private static bool IsDump(ReadOnlySpan<byte> text) => MembersOf(text) is { Count: > 0 } members && (members.Contains("leafEncoding") || members.Contains("tree")) && !members.Contains("claims");

    /// <summary>True when the file begins as a distribution of Uniswap's tool does; the file stands where it stood.</summary>
    /// <param name="source">The file; it must be seekable.</param>
    public static bool IsDistribution(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return IsDistribution(Text(ListStart.Peek(ref source)));
    }

    private static bool IsDistribution(ReadOnlySpan<byte> text) => MembersOf(text) is { Count: > 0 } members && (members.Contains("claims") || members.Contains("merkleRoot"));

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> start) => (start.StartsWith("\uFEFF"u8) ? start[3..] : start).TrimStart(" \t\r\n"u8);

    private static HashSet<string> MembersOf(ReadOnlySpan<byte> text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (text is not [(byte)'{', ..])
            return names;
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            while (names.Count < 16 && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueSpan.Length <= 64)
                    names.Add(reader.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong is said when the whole is read.
        }

        return names;
    }

    private static bool IsListLeaf(LeafEncoding leaf) =>
        leaf.HasAccount && leaf.HasAmount && leaf.Columns.All(c => c.Name == "token" && c.Type == LeafType.OfAddress) && leaf.Columns.Count() <= 1;

    private static Result<TreeInput> OfDump(Stream source, TreeKind? kind, ListReadOptions options, CancellationToken cancellationToken)
    {
        Result<TreeDump> read = DumpReader.Read(source, new DumpReadOptions { FileName = options.FileName, MaxBytes = options.MaxBytes, MaxLeaves = options.MaxRows }, cancellationToken);
        if (!read.TryGet(out TreeDump? dump, out IReadOnlyList<Fault> faults))
            return Result<TreeInput>.Fail(faults);
        if ((kind ?? dump.Kind) is { } of)
            return new TreeInput(dump.Table, [of], dump.Format);
        return new Fault("tree.dump-order", "The leaves stand neither in the order of their hashes nor in that of the values.", null,
            "The dump itself can be checked with 'bursar tree check'.")
        { File = options.FileName };
    }

    private static Result<TreeInput> OfTable(Stream source, TreeKind kind, ListReadOptions options, CancellationToken cancellationToken) =>
        TableReader.Read(source, kind.Description.Leaf, Allowing(options, kind.Description.LeavesOutZeroAmounts), cancellationToken).TryGet(out TreeTable? table, out IReadOnlyList<Fault> faults)
            ? new TreeInput(table, [kind], "columns")
            : Result<TreeInput>.Fail(faults);

    private static Result<TreeInput> OfList(Stream source, TreeKind? kind, ListReadOptions options, ReadOnlySpan<byte> line, CancellationToken cancellationToken)
    {
        if (!ListDocumentReader.FindFormat(ref source, options).TryGet(out ListFormatChoice? format, out IReadOnlyList<Fault> faults))
            return Result<TreeInput>.Fail(faults);
        bool merkl = format.Format is ListFormat.Merkl or ListFormat.MerklCsv;
        bool cumulative = format.Format == ListFormat.Merkl || System.Text.Encoding.UTF8.GetString(line).Contains("cumulative", StringComparison.OrdinalIgnoreCase);
        options = Allowing(options, kind?.Description.LeavesOutZeroAmounts ?? (merkl && cumulative));
        if (!ListDocumentReader.ReadAs(format.Format, source, options, cancellationToken).TryGet(out ListDocument? document, out faults) ||
            !ListTable.Of(document, options).TryGet(out TreeTable? table, out faults))
        {
            return Result<TreeInput>.Fail([.. faults.Select(f => f.File is null ? f with { File = options.FileName } : f)]);
        }

        IReadOnlyList<TreeKind> kinds = kind is not null ? [kind] : Candidates(format.Format, table, cumulative);
        RecipientList? list = table.Columns.Count == 0 && document.ToRecipientList(options).TryGet(out RecipientList? plain) ? plain : null;
        return new TreeInput(table, kinds, $"a list of the format {format.Format.Name()}") { List = list };
    }

    private static IReadOnlyList<TreeKind> Candidates(ListFormat format, TreeTable table, bool cumulative)
    {
        if (format is ListFormat.Uniswap or ListFormat.UniswapArray)
            return [TreeKind.Uniswap];
        if (format == ListFormat.UniswapClaims)
            return [Fits(TreeKind.Uniswap, table) ? TreeKind.Uniswap : TreeKind.Indexed];
        if (table.Find("token") is not null)
            return cumulative ? [TreeKind.Merkl] : [TreeKind.Merkl, TreeKind.StakeDao];
        if (table.Find(LeafField.Index) is null)
            return PlainKinds;
        return [Fits(TreeKind.Uniswap, table) ? TreeKind.Uniswap : TreeKind.Indexed, Fits(TreeKind.Sablier, table) ? TreeKind.Sablier : TreeKind.SablierIndexed];
    }

    private static bool Fits(TreeKind kind, TreeTable table) => TableRules.CheckValues(table, kind, TableRules.Ranks(kind.Description, table)).Length == 0;

    private static ListReadOptions Allowing(ListReadOptions options, bool zeroAmounts) => zeroAmounts ? options with { Allow = options.Allow | AllowedRows.ZeroAmount } : options;

    /// <summary>The kind whose columns a header names, for kinds with columns of their own; null when it may be a list.</summary>
    private static Result<TreeKind>? ByHeader(ReadOnlySpan<byte> line)
    {
        foreach (TreeKind kind in TreeKind.All)
        {
            LeafEncoding leaf = kind.Description.Leaf;
            if (!IsListLeaf(leaf) && (TableReader.Fits(line, leaf) || (leaf.Form == LeafForm.Ready && line.Length == 66 && Hash32.TryParse(System.Text.Encoding.ASCII.GetString(line), out _))))
                return Result<TreeKind>.Ok(kind);
        }

        if (!TableReader.Fits(line, TreeKind.SafeVesting(new ChainId(1), Address.Zero).Description.Leaf))
            return null;
        return Result<TreeKind>.Fail(new Fault("tree.ambiguous", "The columns are those of Safe's vestings, whose leaves depend on the chain and the pool.", null, "Name both: --format safe-vesting:CHAIN:POOL."));
    }
}
