using System.Text.Json;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

public sealed class ContractsTests
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b2");

    private static TokenFactory.TokenParameters Coin => new(0, 1, 18, Alice, 12, 0, "WebsiteCoin", "WSC", "", TokenRows.Pack([(Alice, 7), (Bob, 5)], 12));

    /// <summary>The selectors of ERC-20, ERC-2612 and ERC-5267 as their texts give them, and the event topics everybody knows.</summary>
    [Fact]
    public void The_token_binding_has_the_well_known_selectors()
    {
        Assert.Equal(0xa9059cbbu, Erc20.TransferCall.Selector.Value);
        Assert.Equal(0x095ea7b3u, Erc20.ApproveCall.Selector.Value);
        Assert.Equal(0x23b872ddu, Erc20.TransferFromCall.Selector.Value);
        Assert.Equal(0x70a08231u, Erc20.BalanceOfCall.Selector.Value);
        Assert.Equal(0xdd62ed3eu, Erc20.AllowanceCall.Selector.Value);
        Assert.Equal(0x18160dddu, Erc20.TotalSupplyCall.Selector.Value);
        Assert.Equal(0x313ce567u, Erc20.DecimalsCall.Selector.Value);
        Assert.Equal(0xd505accfu, Erc20.PermitCall.Selector.Value);
        Assert.Equal(0x3644e515u, Erc20.DomainSeparatorCall.Selector.Value);
        Assert.Equal(0x84b0196eu, Erc20.Eip712DomainCall.Selector.Value);
        Assert.Equal(0x1626ba7eu, Erc1271.IsValidSignatureCall.Selector.Value);
        Assert.Equal("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef", Erc20.TransferEvent.Topic.ToString());
        Assert.Equal("0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925", Erc20.ApprovalEvent.Topic.ToString());
    }

    [Fact]
    public void A_call_survives_its_calldata_and_no_byte_hides_in_it()
    {
        var call = new TokenFactory.CreateTokenCall(Coin, Hash32.Parse("0x" + new string('7', 64)));
        byte[] calldata = call.Encode();
        Assert.True(TokenFactory.CreateTokenCall.TryDecode(calldata, out TokenFactory.CreateTokenCall decoded));
        Assert.Equal(call, decoded);
        Assert.Equal(call.GetHashCode(), decoded.GetHashCode());
        Assert.NotEqual(call, decoded with { P = decoded.P with { Rows = TokenRows.Pack([(Alice, 7), (Bob, 6)], 13) } });
        Assert.False(TokenFactory.CreateTokenCall.TryDecode([.. calldata, 0], out _));
        Assert.False(TokenFactory.CreateTokenCall.TryDecode(calldata.AsSpan(0, calldata.Length - 1), out _));
        Assert.False(TokenFactory.PredictTokenCall.TryDecode(calldata, out _));
        Assert.False(TokenFactory.CreateTokenCall.TryDecode([], out _));
    }

    [Fact]
    public void An_event_is_read_and_asked_for_by_its_topics()
    {
        var seen = new Erc20.TransferEvent(Alice, Bob, 12);
        Hash32[] topics = [Erc20.TransferEvent.Topic, AbiTopic.Of(Alice), AbiTopic.Of(Bob)];
        byte[] data = ((UInt256)12u).ToBigEndian();
        Assert.True(Erc20.TransferEvent.TryDecode(topics, data, out Erc20.TransferEvent decoded));
        Assert.Equal(seen, decoded);
        Assert.False(Erc20.ApprovalEvent.TryDecode(topics, data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode(topics[..2], data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode(topics, [], out _));
        Assert.False(Erc20.TransferEvent.TryDecode([topics[0], new Hash32([.. Enumerable.Repeat((byte)1, 32)]), topics[2]], data, out _));
        Assert.Equal([[Erc20.TransferEvent.Topic], [], [AbiTopic.Of(Bob)]], Erc20.TransferEvent.Filter(to: Bob));
    }

    [Fact]
    public void Errors_of_all_contracts_are_decoded()
    {
        IContractError claimed = Assert.IsType<MerkleDrop.Drop_AlreadyClaimedError>(ContractErrors.Decode(new MerkleDrop.Drop_AlreadyClaimedError(9).Encode()));
        Assert.Equal("Drop_AlreadyClaimed", claimed.Name);
        Assert.Equal([new("index", "9")], claimed.Arguments);
        IContractError invalid = ContractErrors.Decode(new SiteRegistry.SiteRegistry_InvalidNameError(1, "A b").Encode())!;
        Assert.Equal([new("kind", "1"), new("name", "A b")], invalid.Arguments);
        Assert.IsType<TokenFactory.TokenFactory_AlreadyCreatedError>(ContractErrors.Decode(new TokenFactory.TokenFactory_AlreadyCreatedError(Alice).Encode()));
        Assert.IsType<Payout.Payout_BatchAlreadyPaidError>(ContractErrors.Decode(new Payout.Payout_BatchAlreadyPaidError(Hash32.Zero, 3).Encode()));
        Assert.IsType<Panic>(ContractErrors.Decode([0x4e, 0x48, 0x7b, 0x71, .. ((UInt256)0x11u).ToBigEndian()]));
        Assert.Null(ContractErrors.Decode([1, 2, 3, 4]));
        Assert.Null(ContractErrors.Decode([1, 2]));
        Assert.Null(ContractErrors.Decode(new MerkleDrop.Drop_AlreadyClaimedError(9).Encode().AsSpan(0, 20)));
    }

    [Fact]
    public void Creation_code_is_the_artifacts_followed_by_the_arguments()
    {
        foreach ((string name, byte[] code) in new[]
        {
            ("TokenFactory", TokenFactory.CreationCode()), ("Payout", Payout.CreationCode()), ("SiteRegistry", SiteRegistry.CreationCode(Alice)),
            ("DirectToken", DirectToken.CreationCode(Alice)),
        })
        {
            using JsonDocument artifact = JsonDocument.Parse(Repository.Read("contracts", "artifacts", name + ".json"));
            Assert.StartsWith(artifact.RootElement.GetProperty("bytecode").GetString(), Hex.Encode(code), StringComparison.Ordinal);
        }

        Assert.EndsWith("00000000000000000000000000000000000000000000000000000000000000a1", Hex.Encode(SiteRegistry.CreationCode(Alice)), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_depend_on_everything_that_makes_a_contract()
    {
        Address[] tokens =
        [
            Deployments.TokenAddress(Coin, Alice, Hash32.Zero),
            Deployments.TokenAddress(Coin, Bob, Hash32.Zero),
            Deployments.TokenAddress(Coin, Alice, Hash32.Parse("0x" + new string('1', 64))),
            Deployments.TokenAddress(Coin with { Owner = Bob }, Alice, Hash32.Zero),
            Deployments.TokenAddress(Coin with { Name = "Other" }, Alice, Hash32.Zero),
            Deployments.TokenAddress(Coin with { Rows = [] }, Alice, Hash32.Zero),
            Deployments.TokenAddress(Coin with { Form = 0 }, Alice, Hash32.Zero),
            Deployments.TokenAddress(Coin with { Kind = 2 }, Alice, Hash32.Zero),
            Deployments.TokenFactoryAddress,
            Deployments.PayoutAddress,
            Deployments.SiteRegistryAddress(Alice),
            Deployments.SiteRegistryAddress(Bob),
        ];
        Assert.Equal(tokens.Length, tokens.Distinct().Count());
    }
}
