using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Names;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Names;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Accounts;

/// <summary>ENS on a chain of its own, beside ethers.</summary>
public sealed class NameTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private static readonly Address Anna = Address.Parse("0x1111111111111111111111111111111111111111");
    private static readonly Address Ben = Address.Parse("0x2222222222222222222222222222222222222222");

    private Address _registry;
    private IReadOnlyDictionary<string, byte[]> _code = new Dictionary<string, byte[]>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_lead_to_accounts_and_back()
    {
        EnsResolver names = await StartAsync();
        Address plain = await DeployAsync("PlainResolver");
        foreach (string name in new[] { "anna.eth", "empty.eth" })
            await SetResolverAsync(name, plain);
        await SendAsync(plain, TestContracts.Call("setAddr(bytes32,address)", EnsName.Parse("anna.eth").Node, TestContracts.Word(Anna)));
        await ExpectAsync(names, "anna.eth", Anna);
        await ExpectAsync(names, "empty.eth", null);
        await ExpectAsync(names, "nobody.eth", null);
        await ExpectAsync(names, "below.anna.eth", null);

        await NameAsync(plain, Anna, "anna.eth");
        await ExpectAsync(names, Anna, "anna.eth");
        await NameAsync(plain, Ben, "anna.eth");
        await ExpectAsync(names, Ben, null);
        await NameAsync(plain, Ben, "");
        await ExpectAsync(names, Ben, null);
        await ExpectAsync(names, Address.Zero, null);

        foreach (string wrong in new[] { "Anna.eth", "\u0430nna.eth", "anna..eth", new string('a', 2_000) })
        {
            await NameAsync(plain, Ben, wrong);
            EnsException refused = await Assert.ThrowsAsync<EnsException>(() => names.LookUpAsync(Ben, Cancel));
            Assert.Equal(EnsFailure.NotNormalised, refused.Reason);
        }
    }

    [Fact]
    public async Task A_wildcard_resolver_answers_for_the_names_below_it()
    {
        EnsResolver names = await StartAsync();
        await SetResolverAsync("wild.eth", await DeployAsync("WildcardResolver"));
        foreach (string name in new[] { "wild.eth", "a.wild.eth", "b.a.wild.eth" })
            await ExpectAsync(names, name, new Address(Keccak256.Hash(EnsName.Parse(name).ToDnsBytes()).Span[12..]));
    }

    [Fact]
    public async Task A_gateway_is_refused_by_name_and_so_is_nonsense()
    {
        EnsResolver names = await StartAsync();
        await SetResolverAsync("far.eth", await DeployAsync("GatewayResolver"));
        await SetResolverAsync("broken.eth", await DeployAsync("BrokenResolver"));
        EnsException gateway = await Assert.ThrowsAsync<EnsException>(() => names.ResolveAsync(EnsName.Parse("far.eth"), Cancel));
        Assert.Equal(EnsFailure.Gateway, gateway.Reason);
        Assert.DoesNotContain("gateway.invalid", gateway.Message, StringComparison.Ordinal);
        EnsException broken = await Assert.ThrowsAsync<EnsException>(() => names.ResolveAsync(EnsName.Parse("broken.eth"), Cancel));
        Assert.Equal(EnsFailure.BadAnswer, broken.Reason);
        EnsException nowhere = await Assert.ThrowsAsync<EnsException>(() => new EnsResolver(chain.Client).ResolveAsync(EnsName.Parse("anna.eth"), Cancel));
        Assert.Equal(EnsFailure.BadAnswer, nowhere.Reason);
    }

    private async Task<EnsResolver> StartAsync()
    {
        _code = await TestContracts.CompileAsync("Names.sol");
        _registry = await DeployAsync("Registry");
        return new EnsResolver(chain.Client, _registry);
    }

    private Task<Address> DeployAsync(string contract) => chain.DeployAsync(chain.Signer(0), _code[contract]);

    private Task SetResolverAsync(string name, Address resolver) => SetResolverAsync(EnsName.Namehash(name), resolver);

    private Task SetResolverAsync(Hash32 node, Address resolver) => SendAsync(_registry, TestContracts.Call("setResolver(bytes32,address)", node, TestContracts.Word(resolver)));

    private async Task NameAsync(Address resolver, Address account, string name)
    {
        Hash32 node = EnsName.ReverseOf(account).Node;
        await SetResolverAsync(node, resolver);
        await SendAsync(resolver, TestContracts.Call("setName(bytes32,string)", node, name));
    }

    private async Task SendAsync(Address to, byte[] data) => Assert.True((await chain.SendAsync(chain.Signer(0), to, data)).Status);

    private async Task ExpectAsync(EnsResolver names, string name, Address? expected)
    {
        Assert.Equal(expected, await names.ResolveAsync(EnsName.Parse(name), Cancel));
        Assert.Equal(expected?.ToString(), await AskAsync("ens.resolve", "name", name));
    }

    private async Task ExpectAsync(EnsResolver names, Address account, string? expected)
    {
        Assert.Equal(expected, (await names.LookUpAsync(account, Cancel))?.Text);
        Assert.Equal(expected, await AskAsync("ens.lookup", "address", account.ToString()));
    }

    private async Task<string?> AskAsync(string operation, string argument, string value)
    {
        var question = new JsonObject { ["op"] = operation, ["rpc"] = chain.Endpoint.ToString(), ["registry"] = _registry.ToString(), [argument] = value };
        JsonElement answer = (await NodeOracle.AskAsync([question]))[0];
        return NodeOracle.Ok(answer, value).GetString();
    }
}
