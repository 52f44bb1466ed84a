using System.Text.Json;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Abi.Dynamic;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

/// <summary>What real Solidity contracts returned, logged and hashed, as published in @ethersproject/testcases.</summary>
public sealed class EthersVectorTests
{
    [Theory]
    [InlineData("contract-interface", "normalizedValues", 2045)]
    [InlineData("contract-interface-abi2", "values", 1880)]
    public void Results_of_real_contracts_are_read_and_written_to_the_byte(string file, string values, int atLeast)
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load(file))
        {
            string[] types = EthersValues.Types(test);
            DynamicType tuple = DynamicType.TupleOf(types);
            byte[] expected = Hex.Decode(test.Text("result"));
            object[] given = EthersValues.Values(test, values, tuple);
            string label = $"{test.Text("name")}: ({string.Join(",", types)})";
            Assert.True(expected.AsSpan().SequenceEqual(DynamicCodec.Encode(tuple, given)), $"{label} encodes differently");
            object[] decoded = DynamicCodec.Decode(tuple, expected, AbiLayout.Exact);
            Assert.True(DynamicCodec.Same(given, decoded), $"{label} decodes to {DynamicCodec.Print(decoded)}");
            Assert.True(DynamicCodec.Same(given, DynamicCodec.Decode(tuple, expected, AbiLayout.FollowOffsets)), $"{label} decodes differently by offsets");
            count++;
        }

        EthersVectors.Ran(file, count, atLeast);
    }

    [Fact]
    public void Selectors_are_the_published_ones()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("contract-signatures"))
        {
            Assert.Equal(test.Text("sigHash"), Selector.Of(test.Text("signature")).ToString());
            count++;
        }

        EthersVectors.Ran("contract-signatures", count, 1880);
    }

    [Fact]
    public void Logs_of_real_contracts_are_read()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("contract-events"))
        {
            string[] types = EthersValues.Types(test);
            DynamicType tuple = DynamicType.TupleOf(types);
            object[] given = EthersValues.Values(test, "values", tuple);
            bool[] indexed = [.. test.GetProperty("indexed").EnumerateArray().Select(flag => flag.ValueKind == JsonValueKind.True)];
            Hash32[] topics = [.. test.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()))];
            int topic = 0;
            if (!IsAnonymous(test))
            {
                string canonical = string.Join(",", types.Select(Canonical));
                Assert.Equal(topics[topic++], Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"testEvent({canonical})")));
            }

            for (int i = 0; i < given.Length; i++)
            {
                if (!indexed[i])
                    continue;
                Hash32 found = topics[topic++];
                if (tuple.Parts[i].IsValueType)
                {
                    var single = new DynamicType("tuple", 0, [tuple.Parts[i]]);
                    Assert.True(DynamicCodec.Same(new[] { given[i] }, DynamicCodec.Decode(single, found.Span, AbiLayout.Exact)), test.Text("name"));
                }
                else
                {
                    Assert.Equal(found, Keccak256.Hash(PackedVectors.Pack(tuple.Parts[i], given[i])));
                }
            }

            Assert.Equal(topics.Length, topic);
            var plain = new DynamicType("tuple", 0, [.. tuple.Parts.Where((_, i) => !indexed[i])]);
            object[] rest = [.. given.Where((_, i) => !indexed[i])];
            byte[] data = test.Text("data") is { } text && text != "0x" ? Hex.Decode(text) : [];
            Assert.True(DynamicCodec.Same(rest, DynamicCodec.Decode(plain, data, AbiLayout.Exact)), test.Text("name"));
            count++;
        }

        EthersVectors.Ran("contract-events", count, 2016);
    }

    [Fact]
    public void Packed_values_hash_as_Solidity_hashed_them()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("solidity-hashes"))
        {
            DynamicType tuple = DynamicType.TupleOf(EthersValues.Types(test));
            object[] given = EthersValues.Values(test, "values", tuple);
            byte[] packed = [.. given.SelectMany((value, i) => PackedVectors.Pack(tuple.Parts[i], value))];
            Assert.Equal(test.Text("keccak256"), Keccak256.Hash(packed).ToString());
            count++;
        }

        EthersVectors.Ran("solidity-hashes", count, 2016);
    }

    private static bool IsAnonymous(JsonElement test)
    {
        using JsonDocument abi = JsonDocument.Parse(test.Text("interface"));
        return abi.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == "testEvent").GetProperty("anonymous").GetBoolean();
    }

    private static string Canonical(string type)
    {
        int bracket = type.IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? type : type[..bracket];
        return (name is "uint" or "int" ? name + "256" : name) + (bracket < 0 ? "" : type[bracket..]);
    }
}
