using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Generators.Tests.HumanReadable;

/// <summary>Human-readable ABIs are read as viem's parseAbi and ethers' Interface read them.</summary>
public sealed class AbiTextOracleTests
{
    private const int Cases = 1_000;

    private static readonly string[] Marks = ["(", ")", ",", ";", "[", "]", "{", "}", " ", "view", "indexed", "memory", "returns", "struct", "function", "uint7", "bytes33", "tuple", "1", "0", "é", "/*", "//"];

    [Fact]
    public async Task Random_declarations_mean_what_other_clients_read()
    {
        int seed = Seeds.Next("human-readable ABI");
        var random = new Random(seed);
        (string[] Lines, bool Structs)[] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(i => (AbiTexts.Random(random, i % 2 == 0), i % 2 == 0))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => Question(c.Lines, ethers: !c.Structs))]);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {string.Join(" | ", cases[i].Lines)}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            JsonArray? ours = AbiTexts.Read(string.Join('\n', cases[i].Lines), out (int, string)? complaint);
            Assert.True(ours is not null, $"{label}: {complaint}");
            AssertSame(ok.GetProperty("viem"), ours, label + " (viem)");
            if (!cases[i].Structs)
                AssertSame(ok.GetProperty("ethers"), Without(ours, "receive", "fallback"), label + " (ethers)");
        }
    }

    /// <summary>Text with a mistake: a complaint inside the text, or entries; what viem reads too, it reads alike. Never another exception.</summary>
    [Fact]
    public async Task Damaged_declarations_are_refused_or_mean_the_same()
    {
        int seed = Seeds.Next("damaged human-readable ABI");
        var random = new Random(seed);
        string[][] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(i => Damage(random, AbiTexts.Random(random, i % 2 == 0)))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => Question(c, ethers: false))]);
        (int read, int refused) = (0, 0);
        for (int i = 0; i < cases.Length; i++)
        {
            string text = string.Join('\n', cases[i]);
            string label = $"seed {seed}, case {i}: {text}";
            JsonArray? ours = null;
            (int Position, string Message)? complaint = null;
            Exception? thrown = Record.Exception(() => ours = AbiTexts.Read(text, out complaint));
            Assert.True(thrown is null, $"{label}: {thrown}");
            Assert.True(complaint is null || (complaint.Value.Position >= 0 && complaint.Value.Position <= text.Length), label);
            (read, refused) = ours is null ? (read, refused + 1) : (read + 1, refused);
            JsonElement viem = NodeOracle.Ok(answers[i], label).GetProperty("viem");
            if (ours is not null && viem.ValueKind == JsonValueKind.Array)
                AssertSame(viem, ours, label);
        }

        Assert.True(read > 50 && refused > 200, $"seed {seed}: {read} read, {refused} refused");
    }

    private static string[] Damage(Random random, string[] lines)
    {
        int at = random.Next(lines.Length);
        string line = lines[at];
        int place = random.Next(line.Length + 1);
        lines[at] = random.Next(3) switch
        {
            0 => line.Insert(place, Marks[random.Next(Marks.Length)]),
            1 => line.Remove(Math.Min(place, line.Length - 1), 1),
            _ => line.Replace(line[Math.Min(place, line.Length - 1)], "abcdefghijklmnopqrstuvwxyz"[random.Next(26)]),
        };
        return lines;
    }

    private static JsonObject Question(string[] lines, bool ethers) => new() { ["op"] = "abi.text", ["ethers"] = ethers, ["lines"] = new JsonArray([.. lines.Select(static l => (JsonNode)l)]) };

    private static JsonArray Without(JsonArray entries, params string[] types) =>
        [.. entries.Where(e => !types.Contains(e!["type"]!.GetValue<string>())).Select(static e => e!.DeepClone())];

    private static void AssertSame(JsonElement expected, JsonArray ours, string label)
    {
        // viem keeps the order; ethers moves the constructor to the front.
        string[] theirs = [.. (expected.ValueKind == JsonValueKind.Array ? JsonNode.Parse(expected.GetRawText())!.AsArray() : []).Select(Text).Order(StringComparer.Ordinal)];
        string[] mine = [.. ours.Select(Text).Order(StringComparer.Ordinal)];
        Assert.True(theirs.SequenceEqual(mine), $"{label}\n  theirs {(expected.ValueKind == JsonValueKind.Array ? string.Join(' ', theirs) : expected.GetRawText())}\n  ours   {string.Join(' ', mine)}");
    }

    private static string Text(JsonNode? entry) => entry!.ToJsonString();
}
