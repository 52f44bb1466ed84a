using System.Collections.Generic;
using System.Globalization;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>Which words mean something in Solidity.</summary>
internal static class Words
{
    private static readonly HashSet<string> Declarations = ["function", "event", "error", "struct", "constructor", "receive", "fallback"];
    private static readonly HashSet<string> Mutabilities = ["pure", "view", "nonpayable", "payable"];
    private static readonly HashSet<string> Locations = ["memory", "calldata", "storage"];

    /// <summary>Words of the language that cannot be names.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "abstract", "address", "anonymous", "as", "assembly", "bool", "break", "bytes", "calldata", "case", "catch", "constant", "constructor", "continue", "contract", "default",
        "delete", "do", "else", "emit", "enum", "event", "external", "fallback", "false", "final", "fixed", "for", "function", "if", "immutable", "import", "indexed", "int",
        "interface", "internal", "is", "library", "mapping", "memory", "modifier", "new", "override", "payable", "pragma", "private", "public", "pure", "receive", "return",
        "returns", "storage", "string", "struct", "super", "switch", "this", "throw", "true", "try", "tuple", "type", "ufixed", "uint", "unchecked", "using", "var", "view", "virtual", "while",
    ];

    public static bool IsDeclaration(string word) => Declarations.Contains(word);

    public static bool IsMutability(string word) => Mutabilities.Contains(word);

    public static bool IsLocation(string word) => Locations.Contains(word);

    public static bool CanBeName(string word) => !Reserved.Contains(word) && Elementary(word) is null;

    /// <summary>The full name of an elementary type, <c>uint256</c> for <c>uint</c>.</summary>
    /// <returns>Null for any other word.</returns>
    public static string? Elementary(string word) => word switch
    {
        "address" or "bool" or "bytes" or "string" or "function" => word,
        "uint" or "int" => word + "256",
        _ when IsSized(word, "uint", 256, 8) || IsSized(word, "int", 256, 8) || IsSized(word, "bytes", 32, 1) => word,
        _ => null,
    };

    private static bool IsSized(string word, string stem, int max, int step) =>
        word.StartsWith(stem, System.StringComparison.Ordinal) && word.Length > stem.Length && word[stem.Length] != '0'
        && int.TryParse(word.Substring(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size <= max && size % step == 0;
}
