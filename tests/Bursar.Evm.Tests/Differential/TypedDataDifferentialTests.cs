using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Eip712;
using Bursar.Evm.Tests.Eip712;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Differential;

/// <summary>Random typed data, beside viem, and beside ethers as far as it goes: it mistakes recursive types and refuses types that nothing refers to.</summary>
public sealed class TypedDataDifferentialTests
{
    private const int Cases = 10_000;

    [Fact]
    public async Task Typed_data_is_hashed_as_by_viem_and_ethers()
    {
        int seed = Seeds.Next("EIP-712");
        var random = new Random(seed);
        JsonObject[] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(i => SomeTypedData.Next(random, recursive: i % 2 == 0))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => new JsonObject { ["op"] = "typed.hash", ["document"] = c.DeepClone() })]);
        int byEthers = 0;
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {cases[i].ToJsonString()}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            string ours = TypedData.Parse(cases[i].ToJsonString()).Hash.SigningHash.ToString();
            Assert.True(ok.GetProperty("viem").ValueKind == JsonValueKind.String && ok.GetProperty("viem").GetString() == ours, $"{label}: viem {ok.GetProperty("viem")}");
            if (i % 2 == 1 && ok.GetProperty("ethers") is { ValueKind: JsonValueKind.String } ethers)
            {
                byEthers++;
                Assert.True(ethers.GetString() == ours, $"{label}: ethers {ethers}");
            }
        }

        Assert.True(byEthers > cases.Length / 10, $"seed {seed}: only {byEthers} by ethers");
    }
}
