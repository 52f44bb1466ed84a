using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Networks;

public sealed class NetworkCatalogTests
{
    private const string Minimal = """
        { "networks": [ { "name": "mine", "title": "Mine", "chainId": 1234, "consensus": "authority",
          "finality": { "kind": "depth", "depth": 20, "safeDepth": 5 }, "blockMilliseconds": 2000, "symbol": "M" } ] }
        """;

    // Chain ids as registered in EIP-155 and ethereum-lists/chains.
    [Theory]
    [InlineData("local", 31337, FinalityKind.Instant)]
    [InlineData("demo", 31337, FinalityKind.Instant)]
    [InlineData("ethereum", 1, FinalityKind.Tag)]
    [InlineData("base", 8453, FinalityKind.Tag)]
    [InlineData("arbitrum", 42161, FinalityKind.Tag)]
    [InlineData("op", 10, FinalityKind.Tag)]
    [InlineData("polygon", 137, FinalityKind.Tag)]
    [InlineData("bnb", 56, FinalityKind.Tag)]
    [InlineData("gnosis", 100, FinalityKind.Tag)]
    [InlineData("ethereum-classic", 61, FinalityKind.Depth)]
    [InlineData("sepolia", 11155111, FinalityKind.Tag)]
    public void Knows_the_built_in_networks(string name, ulong chainId, FinalityKind finality)
    {
        NetworkProfile profile = NetworkCatalog.BuiltIn.Find(name).Value;
        Assert.Equal((chainId, finality), (profile.ChainId.Value, profile.Finality.Kind));
        Assert.True(profile.BlockTime > TimeSpan.Zero);
        Assert.Equal(Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C"), profile.Contracts["create2Deployer"]);
    }

    [Fact]
    public void Only_the_chains_of_this_machine_have_an_endpoint()
    {
        foreach (NetworkProfile profile in NetworkCatalog.BuiltIn.Profiles)
        {
            Assert.Equal(profile.Embedded, profile.Rpc.Count > 0);
            Assert.NotEqual(profile.Embedded || profile.Lab is not null, profile.Explorer is not null);
            foreach (Uri rpc in profile.Rpc)
                Assert.True(rpc.IsLoopback, $"{profile.Name} has the endpoint {rpc}");
        }

        Assert.Equal(8545, NetworkCatalog.BuiltIn.Find("local").Value.Rpc[0].Port);
    }

    [Fact]
    public void A_chain_of_proof_of_work_is_final_by_depth_and_pays_legacy_fees()
    {
        NetworkProfile classic = NetworkCatalog.BuiltIn.Find("ethereum-classic").Value;
        Assert.Equal(ConsensusKind.ProofOfWork, classic.Consensus);
        Assert.True(classic.Finality.Depth > classic.Finality.SafeDepth && classic.Finality.SafeDepth > 0);
        Assert.False(classic.FeeMarket);
    }

    [Theory]
    [InlineData("etherium", "ethereum")]
    [InlineData("Base", "base")]
    [InlineData("ploygon", "polygon")]
    public void An_unknown_network_gets_a_hint(string name, string meant)
    {
        Fault fault = Assert.Single(NetworkCatalog.BuiltIn.Find(name).Faults);
        Assert.Equal("network.unknown", fault.Code);
        Assert.StartsWith($"Did you mean {meant}?", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_adds_networks()
    {
        NetworkProfile mine = Assert.Single(Read(Minimal).Value);
        Assert.Equal(("mine", "Mine", 1234UL, "M"), (mine.Name, mine.Title, mine.ChainId.Value, mine.NativeSymbol));
        Assert.Equal(new FinalityRule(FinalityKind.Depth, 20, 5), mine.Finality);
        Assert.Equal((true, false, 10_000UL, TimeSpan.FromSeconds(2)), (mine.FeeMarket, mine.Embedded, mine.LogRange, mine.BlockTime));
        Assert.Empty(mine.Contracts);
        NetworkCatalog catalog = NetworkCatalog.BuiltIn.With([mine]).Value;
        Assert.Same(mine, catalog.Find("mine").Value);
        Assert.False(NetworkCatalog.BuiltIn.Find("mine").IsOk);
    }

    [Fact]
    public void A_file_may_change_a_built_in_network_but_not_its_chain()
    {
        NetworkProfile ethereum = NetworkCatalog.BuiltIn.Find("ethereum").Value with { Rpc = [new Uri("https://node.example"), new Uri("ipc:/run/node.ipc")] };
        Assert.Equal(ethereum.Rpc, NetworkCatalog.BuiltIn.With([ethereum]).Value.Find("ethereum").Value.Rpc);
        Fault fault = Assert.Single(NetworkCatalog.BuiltIn.With([ethereum with { ChainId = new ChainId(5) }]).Faults);
        Assert.Equal("network.name-taken", fault.Code);
    }

    [Theory]
    [InlineData("\"name\": \"mine\"", "\"name\": \"Mine\"", "network.bad-value $.networks[0].name")]
    [InlineData("\"chainId\": 1234", "\"chainId\": 0", "network.bad-value $.networks[0].chainId")]
    [InlineData("\"chainId\": 1234", "\"chainId\": \"1234\"", "network.bad-value $.networks[0].chainId")]
    [InlineData("\"chainId\": 1234, ", "", "network.missing-member $.networks[0].chainId")]
    [InlineData("\"authority\"", "\"votes\"", "network.bad-value $.networks[0].consensus")]
    [InlineData("\"kind\": \"depth\"", "\"kind\": \"tag\"", "network.unknown-member $.networks[0].finality.depth|network.unknown-member $.networks[0].finality.safeDepth")]
    [InlineData("\"safeDepth\": 5", "\"safeDepth\": 21", "network.bad-value $.networks[0].finality.safeDepth")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"rpc\": \"ftp://a\"", "network.bad-value $.networks[0].rpc")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"rpc\": [\"https://a\", \"ftp://a\"]", "network.bad-value $.networks[0].rpc")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"rpc\": []", "network.bad-value $.networks[0].rpc")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"rpc\": [1]", "network.bad-value $.networks[0].rpc")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"explorers\": \"https://a\"", "network.unknown-member $.networks[0].explorers")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"contracts\": { \"a\": \"0x12\" }", "network.bad-value $.networks[0].contracts.a")]
    [InlineData("\"symbol\": \"M\"", "\"symbol\": \"M\", \"feeMarket\": 1, \"logRange\": 0", "network.bad-value $.networks[0].feeMarket|network.bad-value $.networks[0].logRange")]
    public void Refuses_a_profile_that_is_wrong(string old, string replacement, string faults)
    {
        Assert.Contains(old, Minimal, StringComparison.Ordinal);
        Result<IReadOnlyList<NetworkProfile>> result = Read(Minimal.Replace(old, replacement, StringComparison.Ordinal));
        Assert.Equal(faults.Split('|'), result.Faults.Select(f => $"{f.Code} {f.Field}"));
        Assert.All(result.Faults, f => Assert.Equal("networks.json", f.File));
    }

    [Theory]
    [InlineData("", "network.malformed")]
    [InlineData("[]", "network.bad-value")]
    [InlineData("{}", "network.missing-member")]
    [InlineData("{ \"networks\": [] }", "network.malformed")]
    [InlineData("{ \"networks\": [], \"networks\": [] }", "network.malformed")]
    [InlineData("{ \"networks\": [1] }", "network.bad-value")]
    public void Refuses_a_file_that_is_none(string text, string code) => Assert.Equal(code, Assert.Single(Read(text).Faults).Code);

    [Fact]
    public void A_syntax_fault_has_its_place()
    {
        Fault fault = Assert.Single(Read("{\n  \"networks\": [ nothing ]\n}").Faults);
        Assert.Equal(("network.malformed", 2L), (fault.Code, fault.Line));
        Assert.True(fault.Column > 0);
    }

    [Fact]
    public void Refuses_a_name_twice()
    {
        string profile = Minimal[(Minimal.IndexOf('[', StringComparison.Ordinal) + 1)..Minimal.LastIndexOf(']')];
        Assert.Equal("network.duplicate", Assert.Single(Read($$"""{ "networks": [ {{profile}}, {{profile}} ] }""").Faults).Code);
    }

    private static Result<IReadOnlyList<NetworkProfile>> Read(string text) => NetworkProfileReader.Read(Encoding.UTF8.GetBytes(text), "networks.json");
}
