using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Tells by the beginning of a text which format it is in.</summary>
internal static class FormatRecognizer
{
    private static readonly string[] Accounts = ["address", "account", "recipient", "receiver", "user", "to"];
    private static readonly string[] SafeOnly = ["token_type", "token_address"];
    private static readonly string[] SnapshotOnly = ["maxclaimable", "currencyaddress", "price"];
    private static readonly string[] DumpOnly = ["format", "leafEncoding", "tree", "values", "shardNybbles"];

    /// <summary>Recognises.</summary>
    /// <param name="start">The first bytes of the text, decompressed.</param>
    /// <returns>The format, or why none can be told.</returns>
    internal static (ListFormat Format, Fault? Fault) Recognize(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];
        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n"u8);
        if (text is [(byte)'{', ..])
            return RecognizeObject(text);
        if (text is [(byte)'[', ..])
            return RecognizeArray(text);
        int end = start.IndexOfAny((byte)'\n', (byte)'\r');
        return RecognizeHeader(end < 0 ? start : start[..end]);
    }

    private static (ListFormat, Fault?) RecognizeHeader(ReadOnlySpan<byte> line)
    {
        Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[CsvColumns.Room];
        byte separator = CellSplitter.Detect(line);
        int count = CellSplitter.Split(line, separator == 0 ? (byte)',' : separator, cells);
        if (count <= 0)
            return (ListFormat.Plain, null);
        var names = new List<string>();
        foreach (CellSplitter.Cell cell in cells[..Math.Min(count, cells.Length)])
            names.Add(cell.Length <= 32 ? Encoding.UTF8.GetString(cell.Of(line)).ToLowerInvariant() : "");
        bool hasAccount = names.Exists(n => Accounts.Contains(n));
        bool isSafe = names.Exists(n => SafeOnly.Contains(n)) || (names.Contains("receiver") && names.Contains("id"));
        if (isSafe)
            return (ListFormat.Safe, null);
        if (!hasAccount)
            return (ListFormat.Plain, null);
        if (names is ["address"])
            return (default, Ambiguous("The only column is address: an airdrop of one each, or a snapshot without limits.", ListFormat.Thirdweb, ListFormat.ThirdwebSnapshot));
        if (names.Exists(n => SnapshotOnly.Contains(n)))
            return (ListFormat.ThirdwebSnapshot, null);
        if (names.Contains("cumulative_amount") || names.Contains("cumulativeamount") || (names.Contains("token") && count == 3))
            return (ListFormat.MerklCsv, null);
        if (names.Contains("index") && count == 3)
            return (ListFormat.Indexed, null);
        if (count == 2 && names.Contains("address") && names.Contains("quantity"))
            return (ListFormat.Thirdweb, null);
        return (count > 2 && names.Exists(n => StreamsCsv.ScheduleColumns.Contains(n, StringComparer.OrdinalIgnoreCase)) ? ListFormat.SablierStreams : ListFormat.Plain, null);
    }

    private static (ListFormat, Fault?) RecognizeObject(ReadOnlySpan<byte> text)
    {
        List<string> names = Members(text, 1);
        bool claims = names.Contains("claims") || names.Contains("merkleRoot");
        bool merkl = names.Contains("rewards") || names.Contains("rewardToken");
        if (claims && merkl)
            return (default, Ambiguous("The members are those of two formats.", ListFormat.Merkl, ListFormat.UniswapClaims));
        if (claims)
            return (ListFormat.UniswapClaims, null);
        if (merkl)
            return (ListFormat.Merkl, null);
        if (names.Count > 0 && names.TrueForAll(n => DumpOnly.Contains(n)))
            return (default, new Fault("list.format", "The file is the dump of a tree, not a list.", null, "Check it with 'bursar tree check'."));
        if (names.Count == 0 && text.Length < 64)
            return (ListFormat.Uniswap, null); // {} is refused there as a list without rows
        return names.Exists(n => n.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || n.Contains('.', StringComparison.Ordinal) || n.Length is >= 30 and <= 42)
            ? (ListFormat.Uniswap, null)
            : (default, Unknown(names));
    }

    private static (ListFormat, Fault?) RecognizeArray(ReadOnlySpan<byte> text)
    {
        List<string> names = Members(text, 2);
        bool earnings = names.Contains("earnings");
        bool amount = names.Contains("amount");
        if (earnings && amount)
            return (default, Ambiguous("The first entry has earnings and an amount.", ListFormat.UniswapArray, ListFormat.Json));
        if (earnings)
            return (ListFormat.UniswapArray, null);
        if (amount || names.Contains("address") || names.Count == 0)
            return (ListFormat.Json, null);
        return (default, Unknown(names));
    }

    /// <summary>Names of the members at a depth, of the first object there, as far as they stand in the beginning of the text.</summary>
    private static List<string> Members(ReadOnlySpan<byte> text, int depth)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            while (names.Count < 16 && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth - 1)
                    break;
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth && reader.ValueSpan.Length <= 64)
                    names.Add(reader.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong with the text is said when it is read as the format that it seems to be.
        }

        return names;
    }

    private static Fault Ambiguous(string why, params ListFormat[] candidates) => new Fault("list.ambiguous-format",
        $"{why} It can be read as {string.Join(" or ", candidates.Select(c => c.Name()))}.", null, $"Choose with --list-format {string.Join(" or --list-format ", candidates.Select(c => c.Name()))}.");

    private static Fault Unknown(List<string> names) => new Fault("list.format",
        $"The JSON has the members {string.Join(", ", names.Take(8).Select(n => CellText.Show(n)))}, which belong to no known format.", null,
        $"Formats in JSON: {string.Join(", ", Enum.GetValues<ListFormat>().Where(f => f.IsJson()).Select(f => f.Name()))} (docs/lists.md).");
}
