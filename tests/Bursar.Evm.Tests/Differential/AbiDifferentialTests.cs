using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Abi.Dynamic;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Differential;

/// <summary>Random values of random types, beside viem and ethers.</summary>
public sealed class AbiDifferentialTests
{
    private const int Cases = 10_000;

    [Fact]
    public async Task Values_are_encoded_as_by_viem_and_ethers()
    {
        int seed = Seeds.Next("ABI encoding");
        var random = new Random(seed);
        (DynamicType Type, object[] Values)[] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(_ => Some(random))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c =>
            new JsonObject { ["op"] = "abi.encode", ["types"] = Types(c.Type), ["values"] = DynamicCodec.ToJson(c.Values) })]);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {DynamicCodec.Print(cases[i].Values)}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            string ours = Hex.Encode(DynamicCodec.Encode(cases[i].Type, cases[i].Values));
            Assert.True(ours == ok.GetProperty("viem").GetString(), label + " (viem)");
            Assert.True(ours == ok.GetProperty("ethers").GetString(), label + " (ethers)");
        }
    }

    /// <summary>
    /// Whole and damaged encodings. What is read here is read by both to the same values. Of damaged ones what is refused here others may
    /// read, as they do not look at padding.
    /// </summary>
    [Fact]
    public async Task Bytes_are_decoded_as_by_viem_and_ethers()
    {
        int seed = Seeds.Next("ABI decoding");
        var random = new Random(seed);
        var cases = new List<(DynamicType Type, byte[] Data, bool Damaged, object[]? Read)>();
        for (int i = Seeds.Count(Cases); i > 0; i--)
        {
            (DynamicType type, object[] values) = Some(random);
            byte[] data = DynamicCodec.Encode(type, values);
            if (i % 3 == 0)
                data = RandomAbi.Damage(random, data);
            cases.Add((type, data, i % 3 == 0, TryDecode(type, data)));
        }

        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c =>
            new JsonObject { ["op"] = "abi.decode", ["types"] = Types(c.Type), ["data"] = Hex.Encode(c.Data) })]);
        (int read, int refused) = (0, 0);
        for (int i = 0; i < cases.Count; i++)
        {
            string label = $"seed {seed}, case {i}: {cases[i].Type.ToParameter().ToJsonString()} {Hex.Encode(cases[i].Data)}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            if (cases[i].Read is not { } values)
            {
                refused++;
                continue;
            }

            read++;
            string ours = DynamicCodec.ToJson(values).ToJsonString();
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(ours), JsonNode.Parse(ok.GetProperty("ethers").GetRawText())), $"{label}: ours {ours}, ethers {ok.GetProperty("ethers")}");
            // viem's cursor must never stand at the end of the data, not even to read nothing there, as happens in damaged data only.
            JsonElement viem = ok.GetProperty("viem");
            if (viem.ValueKind == JsonValueKind.Array || !cases[i].Damaged)
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(ours), JsonNode.Parse(viem.GetRawText())), $"{label}: ours {ours}, viem {viem}");
        }

        Assert.True(read >= cases.Count * 2 / 3 && refused > cases.Count / 50, $"seed {seed}: {read} read, {refused} refused");
    }

    [Fact]
    public async Task Values_are_packed_as_by_viem()
    {
        int seed = Seeds.Next("packed encoding");
        var random = new Random(seed);
        (DynamicType Type, object[] Values)[] cases = [.. Enumerable.Range(0, Seeds.Count(2_000)).Select(_ => Some(random)).Where(static c => c.Type.Parts.All(CanPack))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c =>
            new JsonObject { ["op"] = "abi.packed", ["types"] = Types(c.Type), ["values"] = DynamicCodec.ToJson(c.Values) })]);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {DynamicCodec.Print(cases[i].Values)}";
            byte[] ours = [.. cases[i].Values.SelectMany((value, at) => PackedVectors.Pack(cases[i].Type.Parts[at], value))];
            Assert.True(Hex.Encode(ours) == NodeOracle.Ok(answers[i], label).GetString(), label);
        }
    }

    /// <summary>Arrays of values only: Solidity packs nothing else in an array.</summary>
    private static bool CanPack(DynamicType type) => type.Kind is "array" or "fixed" ? type.Parts[0].IsValueType : type.Kind != "tuple";

    private static (DynamicType Type, object[] Values) Some(Random random)
    {
        DynamicType type = RandomAbi.Tuple(random);
        return (type, (object[])RandomAbi.Value(random, type));
    }

    private static JsonArray Types(DynamicType tuple) => [.. tuple.Parts.Select(static p => p.ToParameter())];

    private static object[]? TryDecode(DynamicType type, byte[] data)
    {
        try
        {
            return DynamicCodec.Decode(type, data, AbiLayout.FollowOffsets);
        }
        catch (AbiException)
        {
            return null;
        }
    }
}
