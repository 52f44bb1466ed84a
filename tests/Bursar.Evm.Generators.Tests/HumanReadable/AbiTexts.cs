using System.Text.Json.Nodes;
using Bursar.Evm.Generators.HumanReadable;
using Bursar.Evm.Generators.Parsing;
using Microsoft.CodeAnalysis.Text;
using JsonValue = Bursar.Evm.Generators.Json.JsonValue;

namespace Bursar.Evm.Generators.Tests.HumanReadable;

/// <summary>Random declarations, and entries of ABIs in the shape in which the oracle gives them.</summary>
internal static class AbiTexts
{
    private static readonly string[] Elementary =
        ["address", "bool", "bytes", "string", "uint", "int", "uint8", "uint64", "uint256", "int8", "int128", "bytes1", "bytes4", "bytes32"];

    private static readonly string[] Names = ["a", "to", "amount_", "_owner", "value2", "x$y", "from", "Data", "tokenURI", "error"];

    /// <summary>The entries that are read, or null and the first complaint.</summary>
    public static JsonArray? Read(string text, out (int Position, string Message)? complaint)
    {
        var reporter = new Reporter("Sample.abi.txt", SourceText.From(text));
        JsonValue root = AbiTextParser.Parse(text, reporter);
        complaint = reporter.Diagnostics.Count == 0 ? null : (reporter.Diagnostics[0].Span.Start, reporter.Diagnostics[0].Arguments[0]);
        return complaint is null ? [.. root.Items!.Select(Entry)] : null;
    }

    /// <summary>Lines of one ABI: structs first, then entries that may use them.</summary>
    public static string[] Random(Random random, bool structs)
    {
        string[] known = structs ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"S{i}")] : [];
        var lines = new List<string>();
        for (int i = 0; i < known.Length; i++)
        {
            string fields = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(f => $" {Type(random, 0, known[..i])} f{f};"));
            lines.Add($"struct {known[i]} {{{fields} }}");
        }

        for (int i = random.Next(1, 4); i > 0; i--)
            lines.Add(Declaration(random, known, i));
        return [.. lines];
    }

    private static string Declaration(Random random, string[] known, int number) => random.Next(8) switch
    {
        0 => $"event Happened{number}({Parameters(random, known, isEvent: true)})",
        1 => $"error Failed{number}({Parameters(random, known, isEvent: false)})",
        2 when number == 2 => $"constructor({Parameters(random, known, isEvent: false)}){(random.Next(2) == 0 ? " payable" : "")}",
        3 when number == 1 => random.Next(3) switch { 0 => "receive() external payable", 1 => "fallback() external", _ => "fallback() external payable" },
        _ => $"function act{number}({Parameters(random, known, isEvent: false)}){Pick(random, "", " external", " public")}{Pick(random, "", " view", " pure", " payable", known.Length > 0 ? " nonpayable" : "")}"
            + (random.Next(2) == 0 ? "" : $" returns ({Parameters(random, known, isEvent: false, atLeast: 1)})"),
    };

    private static string Parameters(Random random, string[] known, bool isEvent, int atLeast = 0)
    {
        int indexed = 0;
        return string.Join(", ", Enumerable.Range(0, random.Next(atLeast, 4)).Select(i =>
        {
            string type = Type(random, 2, known);
            string marked = isEvent && random.Next(2) == 0 && indexed++ < 3 ? " indexed" : "";
            string name = random.Next(4) == 0 ? "" : $" {Names[random.Next(Names.Length)]}{i}";
            return type + marked + name;
        }));
    }

    private static string Type(Random random, int depth, string[] known)
    {
        string array = random.Next(4) == 0 ? Pick(random, "[]", "[3]", "[][2]", "[1][]") : "";
        if (known.Length > 0 && random.Next(3) == 0)
            return Pick(random, known) + array;
        if (depth > 0 && random.Next(4) == 0)
            return $"({string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(i => $"{Type(random, depth - 1, known)} n{i}"))}){array}";
        if (known.Length > 0 && random.Next(10) == 0)
            return "address payable"; // which ethers does not know
        return Pick(random, Elementary) + array;
    }

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static JsonObject Entry(JsonValue entry) => new()
    {
        ["type"] = entry.GetText("type"),
        ["name"] = entry.GetText("name") ?? "",
        ["inputs"] = Parameters(entry.Get("inputs")),
        ["outputs"] = Parameters(entry.Get("outputs")),
        ["mutability"] = entry.GetText("stateMutability") ?? "",
        ["anonymous"] = entry.IsTrue("anonymous"),
    };

    private static JsonArray Parameters(JsonValue? list) => [.. (list?.Items ?? []).Select(static p =>
    {
        var parameter = new JsonObject { ["type"] = p.GetText("type"), ["name"] = p.GetText("name") ?? "" };
        if (p.Get("components") is { } components)
            parameter["components"] = Parameters(components);
        if (p.IsTrue("indexed"))
            parameter["indexed"] = true;
        return parameter;
    })];
}
