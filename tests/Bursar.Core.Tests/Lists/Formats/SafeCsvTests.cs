using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class SafeCsvTests
{
    private static readonly ListReadOptions Two = Options with { TokenDecimals = new Dictionary<Address, byte> { [Address.Parse(Gno)] = 18, [Address.Parse(Dai)] = 6 } };

    [Fact]
    public void Reads_all_kinds_of_rows_as_the_app_does()
    {
        // The rows of the app's own example: a short row ends with blank cells.
        ListDocument list = Sound($"""
            token_type,token_address,receiver,amount,id
            erc20,{Gno},0x1000000000000000000000000000000000000000,0.0001
            erc20,{Dai},0x2000000000000000000000000000000000000000,0.0001
            native,,0x3000000000000000000000000000000000000000,0.0001
            nft,0x57f1887a8bf19b14fc0df6fd9b2acc9af147ea85,0x4000000000000000000000000000000000000000,,42
            erc1155,{Gno},{A},3,7
            """, Two);
        Assert.Equal(ListFormat.Safe, list.Format);
        Assert.Equal([AssetKind.Erc20, AssetKind.Erc20, AssetKind.Native, AssetKind.Collectible, AssetKind.Erc1155], list.Entries.Select(e => e.Asset.Kind));
        Assert.Equal(["100000000000000", "100", "100000000000000", "1", "3"], list.Entries.Select(e => e.Amount.ToString()));
        Assert.Equal([null, null, null, 42UL, 7UL], list.Entries.Select(e => (ulong?)e.Terms?.TokenId));
        Assert.Equal([2, 3, 4, 5, 6], list.Entries.Select(e => e.Row));
    }

    [Fact]
    public void A_missing_type_is_erc20_and_a_blank_token_is_the_native_coin()
    {
        ListDocument list = Sound($"token_address,receiver,amount\n{Dai},{A},2\n,{A},2\n", Two);
        Assert.Equal([Asset.Native, Asset.Erc20(Address.Parse(Dai))], list.Assets);
        Assert.Equal([2_000_000UL, 2_000_000_000_000_000_000UL], list.Entries.Select(e => (ulong)e.Amount));
    }

    [Fact]
    public void Value_is_the_old_name_of_amount()
    {
        Assert.Equal(5_000_000UL, (ulong)Sound($"token_address,receiver,value\n{Dai},{A},5\n", Two).Entries[0].Amount);
        Assert.Equal("list.columns", OnlyFault($"token_address,receiver,value,amount\n{Dai},{A},5,5\n", Two).Code);
    }

    [Fact]
    public void One_token_takes_the_unit_of_the_list_and_a_second_needs_its_own()
    {
        Assert.Equal(1_500_000UL, (ulong)Sound($"token_address,receiver,amount\n{Dai},{A},1.5\n,{A},1\n", Whole(6)).Entries[0].Amount);
        Fault fault = OnlyFault($"token_address,receiver,amount\n{Dai},{A},1.5\n{Gno},{A},1\n{Gno},{B},1\n", Whole(6));
        Assert.Equal(("list.unit-needed", 3), (fault.Code, fault.Line));
        Assert.Contains("--token-decimals", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_need_decimals_and_are_never_base_units()
    {
        Assert.Equal("list.unit-needed", OnlyFault($"token_address,receiver,amount\n{Dai},{A},1\n").Code);
        Assert.Equal("list.unit", OnlyFault($"token_address,receiver,amount\n{Dai},{A},1\n", Options with { UnitIsDefault = false }).Code);
        Assert.Equal("list.fraction-digits", OnlyFault($"token_address,receiver,amount\n{Dai},{A},0.0000001\n", Two).Code);
    }

    [Theory]
    [InlineData("eth", 1, null)]
    [InlineData("base", 8453, null)]
    [InlineData("eth", 8453, "means chain 1")]
    [InlineData("nosuch", 1, "is not known")]
    public void A_chain_prefix_must_name_the_chain(string prefix, ulong chain, string? refusal)
    {
        string text = $"token_address,receiver,amount\n{prefix}:{Dai},{prefix}:{A},1\n";
        Result<ListDocument> read = Read(text, Whole(18) with { Chain = new ChainId(chain) });
        if (refusal is null)
        {
            Assert.Equal(Address.Parse(A), read.Value.Entries[0].Account);
            return;
        }

        Assert.Equal(["list.chain-prefix", "list.chain-prefix"], read.Faults.Select(f => f.Code));
        Assert.Contains(refusal, read.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_known_chain_all_prefixes_must_be_equal()
    {
        Assert.Equal(2, Sound($"token_address,receiver,amount\n,eth:{A},1\n,eth:{B},1\n", Whole(18)).Count);
        Fault fault = OnlyFault($"token_address,receiver,amount\n,eth:{A},1\n,gno:{B},1\n", Whole(18));
        Assert.Equal(("list.chain-prefix", 3, "row 3, column receiver"), (fault.Code, fault.Line, fault.Field));
    }

    [Fact]
    public void Reports_every_problem_at_once_with_row_column_and_value()
    {
        Result<ListDocument> read = Read($"""
            token_type,token_address,receiver,amount,id
            gold,{Dai},{A},1,
            erc20,,{A},1,
            native,{Dai},{A},1,
            erc20,{Dai},vitalik.eth,1,
            erc20,{Dai},{A},1e18,
            erc20,{Dai},{A},1,9
            nft,{Dai},{A},,
            erc721,{Dai},{A},2,9
            erc1155,{Dai},{A},,9
            erc20,0x0000000000000000000000000000000000000000,{A},1,
            erc20,{Dai},0x0000000000000000000000000000000000000000,0,
            erc20,{Dai},{B},1,2,3
            erc20,{Dai},{B},1
            erc20,{Dai},{B},2
            """, Two);
        Assert.Equal(
            [
                "2 list.bad-token-type", "3 list.token-type-mismatch", "4 list.token-type-mismatch", "5 list.name-not-address", "6 list.scientific-amount",
                "7 list.unused-cell", "8 list.empty-id", "9 list.bad-number", "10 list.empty-amount", "11 list.zero-token", "12 list.zero-address", "12 list.zero-amount",
                "13 list.extra-cells", "15 list.duplicate",
            ],
            read.Faults.Select(f => $"{f.Line} {f.Code}"));
        Assert.Contains("'1e18'", read.Faults[4].Message, StringComparison.Ordinal);
        Assert.Equal("row 6, column amount", read.Faults[4].Field);
        Assert.True(read.Faults[4].Column > 1);
    }

    [Fact]
    public void Taking_one_token_leaves_the_others_out_and_says_how_many()
    {
        string text = $"token_type,token_address,receiver,amount,id\nerc20,{Dai},{A},1\nnative,,{A},1\nnft,{Gno},{A},,4\n";
        ListDocument list = Sound(text, Two with { Token = Asset.Native });
        Assert.Equal((1, 2), (list.Count, list.LeftOut));
        Assert.Equal(["list.not-fungible", "list.several-tokens", "list.would-lose"], Sound(text, Two).ToRecipientList(Two).Faults.Select(f => f.Code).Order());
        Assert.Equal("list.empty", OnlyFault($"token_address,receiver,amount\n,{A},1\n", Two with { Token = Asset.Erc20(Address.Parse(Gno)) }).Code);
    }

    [Fact]
    public void A_list_of_another_token_than_the_one_that_is_given_is_refused()
    {
        string text = $"token_address,receiver,amount\n{Dai},{A},1\n";
        Assert.True(Sound(text, Two).ToRecipientList(Two with { ExpectedToken = Address.Parse(Dai) }).IsOk);
        Assert.Equal("list.other-token", Assert.Single(Sound(text, Two).ToRecipientList(Two with { ExpectedToken = Address.Parse(Gno) }).Faults).Code);
        Assert.Equal("list.other-token", Assert.Single(Sound($"token_address,receiver,amount\n,{A},1\n", Two).ToRecipientList(Two with { ExpectedToken = Address.Parse(Gno) }).Faults).Code);
    }
}
