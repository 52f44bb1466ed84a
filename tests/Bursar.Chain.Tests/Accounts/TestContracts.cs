using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;

namespace Bursar.Chain.Tests.Accounts;

/// <summary>Contracts that only tests deploy, compiled by solc when they are needed.</summary>
internal static class TestContracts
{
    /// <summary>The creation code of each contract of a source file beside this one.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> CompileAsync(string file)
    {
        using Stream stream = typeof(TestContracts).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        JsonElement[] answers = await NodeOracle.AskAsync([new JsonObject { ["op"] = "compile", ["source"] = await reader.ReadToEndAsync() }]);
        return NodeOracle.Ok(answers[0], file).EnumerateObject().ToDictionary(static c => c.Name, static c => Hex.Decode(c.Value.GetString()));
    }

    /// <summary>The creation code of each contract of source files under <c>contracts/</c>, with all that they import.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> CompileFilesAsync(params string[] files)
    {
        JsonElement[] answers = await NodeOracle.AskAsync([new JsonObject { ["op"] = "compile.files", ["files"] = new JsonArray([.. files.Select(f => (JsonNode)f)]) }]);
        return NodeOracle.Ok(answers[0], files[0]).EnumerateObject().ToDictionary(static c => c.Name, static c => Hex.Decode(c.Value.GetString()));
    }

    /// <summary>Calldata of a function whose arguments are one word each.</summary>
    public static byte[] Call(string signature, params Hash32[] words) => [.. SelectorOf(signature), .. words.SelectMany(static w => w.ToArray())];

    /// <summary>Calldata of a function of a word and a text.</summary>
    public static byte[] Call(string signature, Hash32 word, string text)
    {
        var writer = new AbiWriter(SelectorOf(signature), 64, 64);
        writer.WriteHash32(word);
        writer.WriteString(text);
        return writer.Finish();
    }

    /// <summary>An address as a word.</summary>
    public static Hash32 Word(Address address) => AbiTopic.Of(address);

    private static byte[] SelectorOf(string signature)
    {
        byte[] bytes = new byte[4];
        Selector.Of(signature).Write(bytes);
        return bytes;
    }
}
