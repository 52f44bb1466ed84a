using Bursar.App.Tokens;
using Bursar.Chain.Tests.Accounts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>Who can do what with tokens of others, told from OpenZeppelin's contracts and from mocks of well-known tokens.</summary>
public sealed class ForeignPowerTests(ForeignPowerTests.Chain chain) : IClassFixture<ForeignPowerTests.Chain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PowerlessToken", "mint: unknown; no function of a known name.", "pause: unknown; no function of a known name.", "exchange the code: unknown; no function of a known name.")]
    [InlineData("OwnedToken", "owner: {operator} (a single key).", "mint: the code names mint; its owner, if the code has it so.", "pause: the code names pause; it can be paused, by whom is not said; now it is not.")]
    [InlineData("RoleToken", "role DEFAULT_ADMIN_ROLE: {operator} (a single key).", "role MINTER_ROLE: 0x00000000000000000000000000000000000A11cE (a single key).", "take or burn what others hold: the code names burn; whoever has a role for it")]
    [InlineData("OfficerToken", "mint: the code names mint; 0x00000000000000000000000000000000000000A1 (a single key), as masterMinter() says.",
        "freeze accounts: the code names blacklist; 0x00000000000000000000000000000000000000A2 (a single key), as blacklister() says.", "take a fee on transfers: the code names setParams; basisPointsRate() is 7 now.")]
    [InlineData("TalkativeToken", "It answers whatever it is asked, so what it says of itself is left out.", "mint: unknown; no function of a known name.", "pause: unknown; no function of a known name.")]
    [InlineData("BlocklistToken", "mint: the code names mint; who may call it is unknown.", "freeze accounts: unknown; no function of a known name.", "exchange the code: unknown")]
    public async Task Tells_the_powers_of_a_token_as_far_as_they_show(string name, params string[] expected) =>
        await TellsAsync(await chain.DeployAsync(chain.Signer(0), chain.Code[name]), expected);

    [Theory]
    [InlineData("uups()", "exchange the code: whomever its own code lets (UUPS); see its owner and roles. It is a proxy (ERC-1967) to")]
    [InlineData("transparent()", "exchange the code: 0x00000000000000000000000000000000000000Ad (a single key), through the proxy's administrator")]
    [InlineData("beacon()", "exchange the code: 0x00000000000000000000000000000000000000Be (a single key), through the beacon")]
    [InlineData("clone()", "exchange the code: it is a clone (ERC-1167) of")]
    public async Task Tells_who_can_exchange_the_code_of_every_kind_of_proxy(string kind, string expected)
    {
        Address maker = await chain.DeployAsync(chain.Signer(0), chain.Code["PowerMaker"]);
        byte[] word = await chain.Client.CallAsync(maker, TestContracts.Call(kind), cancellationToken: Cancel);
        await TellsAsync(new Address(word.AsSpan(12)), expected);
    }

    private async Task TellsAsync(Address token, params string[] expected)
    {
        TokenFacts facts = (await new ReadToken(chain.Client).RunAsync(token, cancellationToken: Cancel)).Value;
        string told = string.Join('\n', facts.Powers);
        foreach (string line in expected)
            Assert.True(facts.Powers.Any(p => p.StartsWith(line.Replace("{operator}", ForeignTokenChain.Operator.ToString(), StringComparison.Ordinal), StringComparison.Ordinal)), $"{line}\nis not in\n{told}");
    }

    /// <summary>A chain and the compiled tokens.</summary>
    public sealed class Chain : ChainFixture, IAsyncLifetime
    {
        /// <summary>Creation code by name.</summary>
        public IReadOnlyDictionary<string, byte[]> Code { get; private set; } = new Dictionary<string, byte[]>();

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await base.InitializeAsync();
            Code = await TestContracts.CompileFilesAsync("test/mocks/PowerTokens.sol", "test/mocks/MisbehavingTokens.sol");
        }
    }
}
