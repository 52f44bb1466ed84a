using System.Collections.Frozen;

namespace Bursar.Core.Lists.Formats;

/// <summary>The names of <see cref="ListFormat"/>, as in <c>--format safe</c>.</summary>
public static class ListFormatText
{
    private static readonly FrozenDictionary<string, ListFormat> ByName = new Dictionary<string, ListFormat>(StringComparer.Ordinal)
    {
        ["plain"] = ListFormat.Plain,
        ["indexed"] = ListFormat.Indexed,
        ["safe"] = ListFormat.Safe,
        ["thirdweb"] = ListFormat.Thirdweb,
        ["thirdweb-snapshot"] = ListFormat.ThirdwebSnapshot,
        ["sablier"] = ListFormat.Sablier,
        ["sablier-streams"] = ListFormat.SablierStreams,
        ["merkl"] = ListFormat.Merkl,
        ["merkl-csv"] = ListFormat.MerklCsv,
        ["uniswap"] = ListFormat.Uniswap,
        ["uniswap-array"] = ListFormat.UniswapArray,
        ["uniswap-claims"] = ListFormat.UniswapClaims,
        ["json"] = ListFormat.Json,
    }.ToFrozenDictionary();

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string text, out ListFormat format) => ByName.TryGetValue(text, out format);

    /// <summary>The name of <paramref name="format"/>.</summary>
    public static string Name(this ListFormat format) => Names[(int)format];

    /// <summary>True when the format itself says that amounts are whole tokens, so that reading and writing it needs the token's decimals.</summary>
    internal static bool IsHuman(this ListFormat format) =>
        format is ListFormat.Safe or ListFormat.Thirdweb or ListFormat.ThirdwebSnapshot or ListFormat.Sablier or ListFormat.SablierStreams;

    /// <summary>True when the format itself says that amounts are base units.</summary>
    internal static bool IsBase(this ListFormat format) =>
        format is ListFormat.Merkl or ListFormat.MerklCsv or ListFormat.Uniswap or ListFormat.UniswapArray or ListFormat.UniswapClaims or ListFormat.Json;

    /// <summary>True when the format is JSON text.</summary>
    internal static bool IsJson(this ListFormat format) =>
        format is ListFormat.Merkl or ListFormat.Uniswap or ListFormat.UniswapArray or ListFormat.UniswapClaims or ListFormat.Json;
}
