using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class ThirdwebCsvTests
{
    [Fact]
    public void A_blank_or_missing_quantity_is_one()
    {
        ListDocument list = Sound($"address,quantity\n{A},2.5\n{B},\n{ListText.C}\n", Whole(18));
        Assert.Equal(["2500000000000000000", "1000000000000000000", "1000000000000000000"], list.Entries.Select(e => e.Amount.ToString()));
        Assert.Equal(1UL, (ulong)Sound($"address,quantity\n{A},\n", Whole(0)).Entries[0].Amount);
    }

    [Fact]
    public void Quantities_are_whole_tokens_and_need_decimals()
    {
        Assert.Equal("list.unit-needed", OnlyFault($"address,quantity\n{A},100\n").Code);
        Assert.Equal("list.unit", OnlyFault($"address,quantity\n{A},100\n", Options with { UnitIsDefault = false }).Code);
        Assert.Equal("list.fraction-digits", OnlyFault($"address,quantity\n{A},0.5\n", Whole(0)).Code);
    }

    [Fact]
    public void Reads_limits_prices_and_currencies_of_a_snapshot()
    {
        ListDocument list = Sound($"address,maxClaimable,price,currencyAddress\n{A},2,0.10,{Dai}\n{B},unlimited,,\n{ListText.C},,5\n", Whole(0));
        Assert.Equal(ListFormat.ThirdwebSnapshot, list.Format);
        Assert.Equal([QuantityKind.Amount, QuantityKind.Unlimited, QuantityKind.Unstated], list.Entries.Select(e => e.Quantity));
        Assert.Equal(new EntryTerms { Price = new Amount(1, 1), Currency = Address.Parse(Dai) }, list.Entries[0].Terms);
        Assert.Null(list.Entries[1].Terms);
        Assert.Equal(new EntryTerms { Price = new Amount(5, 0) }, list.Entries[2].Terms);
        Assert.Equal(ListFields.Price | ListFields.Currency, list.Fields);
    }

    [Theory]
    [InlineData("address,maxClaimable\n")]
    [InlineData("address,maxClaimable,price,currencyAddress\r\n\r\n")]
    public void A_snapshot_without_rows_lets_nobody_in_and_is_refused(string text) => Assert.Equal("list.empty", OnlyFault(text, Whole(0)).Code);

    [Fact]
    public void A_file_without_any_text_is_refused_when_a_snapshot_is_expected() =>
        Assert.Equal("list.empty", OnlyFault("", Whole(0) with { Format = ListFormat.ThirdwebSnapshot }).Code);

    [Fact]
    public void Unlimited_is_no_amount_to_give_out()
    {
        ListDocument list = Sound($"address,maxClaimable\n{A},unlimited\n{B},\n{ListText.C},1\n", Whole(0));
        Assert.Equal(["2 list.no-amount", "3 list.no-amount"], list.ToRecipientList(Options).Faults.Select(f => $"{f.Line} {f.Code}"));
    }

    [Fact]
    public void Prices_are_lost_only_by_name()
    {
        ListDocument list = Sound($"address,maxClaimable,price\n{A},3,0.5\n", Whole(0));
        Fault fault = Assert.Single(list.ToRecipientList(Options).Faults);
        Assert.Equal("list.would-lose", fault.Code);
        Assert.Contains("--drop price", fault.Hint, StringComparison.Ordinal);
        Assert.Equal(3UL, (ulong)list.ToRecipientList(Options with { Lose = ListFields.Price }).Value.Total);
    }

    [Fact]
    public void Reports_bad_cells_and_headers()
    {
        Assert.Equal(
            ["list.bad-amount", "list.negative-amount", "list.empty-amount", "list.bad-address"],
            Codes($"address,maxClaimable,price,currencyAddress\n{A},many,1,{Dai}\n{B},1,-1,{Dai}\n{ListText.C},1,,{Dai}\n0x1,1,1,\n", Whole(0)));
        Assert.Equal("list.columns", OnlyFault($"address,maxClaimable,currencyAddress\n{A},1,{Dai}\n", Whole(0)).Code);
        Assert.Equal("list.columns", OnlyFault($"address,maxClaimable,note\n{A},1,x\n", Whole(0)).Code);
        Assert.Equal("list.columns", OnlyFault($"address,maxClaimable,MAXCLAIMABLE\n{A},1,1\n", Whole(0)).Code);
    }
}
