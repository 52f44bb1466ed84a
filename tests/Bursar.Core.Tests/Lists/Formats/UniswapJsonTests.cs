using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class UniswapJsonTests
{
    // What the original tool reads: a number in decimal, a text in hexadecimal whether it says 0x or not.
    [Theory]
    [InlineData("100", "100")]
    [InlineData("\"0x64\"", "100")]
    [InlineData("\"0xDE0B6B3A7640000\"", "1000000000000000000")]
    [InlineData("\"7\"", "7")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("1000000000000000000000", "1000000000000000000000")]
    public void Reads_amounts_that_have_one_meaning(string amount, string units)
    {
        Assert.Equal(units, Sound($"{{\"{A}\":{amount}}}").Entries[0].Amount.ToString());
        Assert.Equal(units, Sound($"[{{\"address\":\"{A}\",\"earnings\":{amount},\"reasons\":\"\"}}]").Entries[0].Amount.ToString());
    }

    [Fact]
    public void Digits_in_a_text_are_refused_with_both_readings()
    {
        Fault fault = OnlyFault($"{{\n  \"{A}\": \"100\"\n}}");
        Assert.Equal(("list.ambiguous-digits", 2L, A), (fault.Code, fault.Line, fault.Field));
        Assert.Contains("100 when read in decimal, but 256", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--digits decimal", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void How_digits_are_read_can_be_chosen()
    {
        string text = $"{{\"{A}\":\"100\"}}";
        Assert.Equal(100UL, (ulong)Sound(text, Options with { Digits = DigitReading.Decimal }).Entries[0].Amount);
        Assert.Equal(256UL, (ulong)Sound(text, Options with { Digits = DigitReading.Hex }).Entries[0].Amount);
        Assert.Equal("list.bad-amount", OnlyFault($"{{\"{A}\":\"ff\"}}", Options with { Digits = DigitReading.Decimal }).Code);
        Assert.Equal(255UL, (ulong)Sound($"{{\"{A}\":\"ff\"}}", Options with { Digits = DigitReading.Hex }).Entries[0].Amount);
    }

    [Theory]
    [InlineData("12345678901234567890", "list.inexact-number")]
    [InlineData("1e18", "list.scientific-amount")]
    [InlineData("1.5", "list.fraction-digits")]
    [InlineData("-1", "list.negative-amount")]
    [InlineData("0", "list.zero-amount")]
    [InlineData("null", "list.json-shape")]
    [InlineData("true", "list.json-shape")]
    [InlineData("{\"earnings\":[1,2]}", "list.json-shape")]
    [InlineData("\"0x10000000000000000000000000000000000000000000000000000000000000000\"", "list.bad-amount")]
    [InlineData("\"ff\"", "list.ambiguous-digits")]
    [InlineData("\"\"", "list.empty-amount")]
    public void Refuses_amounts_that_others_would_read_in_another_way(string amount, string code) => Assert.Equal(code, OnlyFault($"{{\"{A}\":{amount}}}").Code);

    [Fact]
    public void An_account_stands_once_however_it_is_spelled()
    {
        string spelled = Address.Parse(Dai).ToString();
        Assert.NotEqual(Dai, spelled);
        Assert.Equal("list.duplicate-key", OnlyFault($"{{\"{Dai}\":1,\"{spelled}\":2}}", Options with { Allow = AllowedRows.All }).Code);
        Assert.Equal("list.duplicate", OnlyFault($"[{{\"address\":\"{Dai}\",\"earnings\":\"0x1\",\"reasons\":\"\"}},{{\"address\":\"{spelled}\",\"earnings\":\"0x2\",\"reasons\":\"a\"}},{{\"address\":\"{spelled}\",\"earnings\":\"0x2\",\"reasons\":\"a\"}}]").Code);
    }

    [Fact]
    public void Every_problem_is_reported_with_its_path()
    {
        Result<ListDocument> read = Read($"[{{\"address\":\"vitalik.eth\",\"earnings\":\"0x1\",\"reasons\":\"\"}},\n{{\"address\":\"{A}\",\"earnings\":\"10\"}},\n{{\"address\":\"{B}\"}}]");
        Assert.Equal(
            ["1 [0].address list.name-not-address", "2 [1].earnings list.ambiguous-digits", "3 [2] list.json-shape"],
            read.Faults.Select(f => $"{f.Line} {f.Field} {f.Code}"));
    }

    [Fact]
    public void Reads_a_published_distribution()
    {
        string text = $$$$"""
            {"merkleRoot":"0x11","tokenTotal":"0x6e","numDrops":2,"claims":{
              "{{{{A}}}}":{"index":1,"amount":"0x64","proof":["0x11","0x22"],"flags":{"isSOCKS":true}},
              "{{{{B}}}}":{"index":0,"amount":"0x0a","proof":[]}}}
            """;
        ListDocument list = Sound(text);
        Assert.Equal((ListFormat.UniswapClaims, ListFields.Index), (list.Format, list.Fields));
        Assert.Equal([(1UL, 100UL), (0UL, 10UL)], list.Entries.Select(e => (e.Index!.Value, (ulong)e.Amount)));
        Assert.Equal("list.total-mismatch", OnlyFault(text.Replace("0x6e", "0x6f", StringComparison.Ordinal)).Code);
        Assert.Equal("list.duplicate-index", OnlyFault(text.Replace("\"index\":1", "\"index\":0", StringComparison.Ordinal)).Code);
        Assert.Equal("list.json-shape", OnlyFault(text.Replace("\"amount\":\"0x0a\",", "", StringComparison.Ordinal)).Code);
        Assert.Equal("list.json-shape", OnlyFault("{\"merkleRoot\":\"0x11\",\"tokenTotal\":\"0x6e\"}").Code);
    }

    [Fact]
    public void Amounts_are_base_units_whatever_the_default_unit_says()
    {
        Assert.Equal(5UL, (ulong)Sound($"{{\"{A}\":5}}", Options with { Decimals = 18 }).Entries[0].Amount);
        Assert.Equal("list.unit", OnlyFault($"{{\"{A}\":5}}", Whole(18)).Code);
    }
}
