using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Text;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Differential;

/// <summary>NFKD beside Node's Unicode data: every character alone, and random runs of characters that combine.</summary>
public sealed class CompatibilityFormTests
{
    private const int BlockSize = 512;

    [Fact]
    public async Task Every_character_is_decomposed_as_by_Node()
    {
        List<string> blocks = [];
        var block = new StringBuilder();
        int known = 0;
        for (int c = 0; c <= 0x10ffff; c++)
        {
            if (Rune.IsValid(c) && CompatibilityForm.TryNormalize(new Rune(c).ToString(), out _))
            {
                block.Append(new Rune(c)).Append('x');
                known++;
            }

            if (block.Length >= BlockSize || c == 0x10ffff)
            {
                blocks.Add(block.ToString());
                block.Clear();
            }
        }

        Assert.True(known > 280_000, $"{known} characters");
        await CompareAsync(blocks, "every character");
    }

    [Fact]
    public async Task Runs_of_combining_characters_are_ordered_as_by_Node()
    {
        int seed = Seeds.Next("NFKD");
        var random = new Random(seed);
        Rune[] marks = [.. Enumerable.Range(0x300, 0x20000).Where(Rune.IsValid).Select(static c => new Rune(c))
            .Where(static r => Rune.GetUnicodeCategory(r) is System.Globalization.UnicodeCategory.NonSpacingMark && CompatibilityForm.TryNormalize(r.ToString(), out _))];
        Assert.True(marks.Length > 1_000);
        await CompareAsync(
            [.. Enumerable.Range(0, 5_000).Select(_ => "é" + string.Concat(Enumerable.Range(0, random.Next(2, 7)).Select(_ => marks[random.Next(marks.Length)].ToString())) + "가ﬁ")],
            $"seed {seed}");
    }

    private static async Task CompareAsync(List<string> texts, string label)
    {
        JsonElement[] answers = await NodeOracle.AskAsync([.. texts.Select(static t => new JsonObject { ["op"] = "nfkd", ["text"] = t })]);
        for (int i = 0; i < texts.Count; i++)
        {
            Assert.True(CompatibilityForm.TryNormalize(texts[i], out byte[]? ours));
            Assert.True(Convert.ToHexStringLower(ours) == NodeOracle.Ok(answers[i], label).GetString(), $"{label}: {string.Join(' ', texts[i].EnumerateRunes().Select(static r => $"{r.Value:x}"))}");
        }
    }
}
