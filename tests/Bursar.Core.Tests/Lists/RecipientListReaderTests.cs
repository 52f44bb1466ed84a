using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.ListText;

namespace Bursar.Core.Tests.Lists;

public sealed class RecipientListReaderTests
{
    private const string Expected = $"address,amount\n{A},1\n{B},20\n{C},300\n";

    [Theory]
    [InlineData("address,amount\n{a},1\n{b},20\n{c},300\n")]
    [InlineData("{a},1\n{b},20\n{c},300")]
    [InlineData("{c},300\n{a},1\n{b},20\n\n\n  \n")]
    [InlineData("address,amount\r\n{a},1\r\n{b},20\r\n{c},300\r\n")]
    [InlineData("address,amount\r{a},1\r{b},20\r{c},300\r")]
    [InlineData("\uFEFFaddress,amount\n{a},1\n{b},20\n{c},300\n")]
    [InlineData("Recipient;Quantity\n{a};1\n{b};20\n{c};300\n")]
    [InlineData("ACCOUNT\tValue\n{a}\t1\n{b}\t20\n{c}\t300\n")]
    [InlineData("user|amount\n{a}|1\n{b}|20\n{c}|300\n")]
    [InlineData("amount,to\n1,{a}\n20,{b}\n300,{c}\n")]
    [InlineData("\"receiver\",\"amount\"\n\"{a}\",\"1\"\n{b},\"20\"\n\"{c}\",300\n")]
    [InlineData("address , amount\n  {a} , 1\n{b},\t20 \n \"{c}\" ,  300 \n")]
    [InlineData("{a},0001\n{b},00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000020\n{c},300\n")]
    public void Reads_every_shape_of_the_same_list_to_the_same_text_and_hash(string shape)
    {
        string text = shape.Replace("{a}", A, StringComparison.Ordinal).Replace("{b}", B, StringComparison.Ordinal).Replace("{c}", C, StringComparison.Ordinal);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        RecipientList list = Read(bytes).Value;
        Assert.Equal(Expected, Canonical(list));
        Assert.Equal("0x4c4e126d2be5dc7ed05fa96d2674e0e744c0f78a1dd3d21590cfeec3d3ff0e73", list.Hash.ToString());
        Assert.Equal(321UL, list.Total);
        Assert.Equal(Expected, Canonical(Read(Gzip(bytes)).Value));
        Assert.Equal(Expected, Canonical(Read(new Dribble(bytes, 1)).Value));
        Assert.Equal(Expected, Canonical(Read(new Dribble(Gzip(bytes), 1)).Value));
    }

    [Theory]
    [InlineData("1", 18, "1000000000000000000")]
    [InlineData("0.000000000000000001", 18, "1")]
    [InlineData("1234.5", 6, "1234500000")]
    [InlineData("1234.500000", 6, "1234500000")]
    [InlineData("7", 0, "7")]
    [InlineData("000.10", 2, "10")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457.584007913129639935", 18,
        "115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void Reads_human_amounts_exactly(string text, byte decimals, string baseUnits)
    {
        RecipientList list = Read($"{A},{text}", o => o with { Decimals = decimals }).Value;
        Assert.Equal(UInt256.Parse(baseUnits), list.Rows[0].Amount);
        Assert.Equal(decimals, list.Decimals);
    }

    [Theory]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936", null, "list.amount-too-large")]
    [InlineData("1157920892373161954235709850086879078532699846656405640394575840079131296399350", null, "list.amount-too-large")]
    [InlineData("115792089237316195423570985008687907853269984665640564039458", 18, "list.amount-too-large")]
    [InlineData("1.5", null, "list.fraction-digits")]
    [InlineData("1.0000001", 6, "list.fraction-digits")]
    [InlineData("1.5", 0, "list.fraction-digits")]
    [InlineData("-1", null, "list.negative-amount")]
    [InlineData("-0.5", 18, "list.negative-amount")]
    [InlineData("1e18", null, "list.scientific-amount")]
    [InlineData("1.5E+21", 18, "list.scientific-amount")]
    [InlineData("1,5E+21", 18, "list.scientific-amount")]
    [InlineData("1'000", null, "list.grouped-amount")]
    [InlineData("1_000", 18, "list.grouped-amount")]
    [InlineData("1 000", null, "list.grouped-amount")]
    [InlineData("1\u00A0000", null, "list.grouped-amount")]
    [InlineData("1\u202F000", null, "list.grouped-amount")]
    [InlineData("1.000.000", 18, "list.grouped-amount")]
    [InlineData("1,000", 18, "list.grouped-amount")]
    [InlineData("", null, "list.empty-amount")]
    [InlineData("+5", null, "list.bad-amount")]
    [InlineData("0x10", null, "list.bad-amount")]
    [InlineData("unlimited", null, "list.bad-amount")]
    [InlineData(".5", 18, "list.bad-amount")]
    [InlineData("5.", 18, "list.bad-amount")]
    [InlineData("٣", null, "list.bad-amount")]
    [InlineData("$5", null, "list.bad-amount")]
    [InlineData("-", null, "list.bad-amount")]
    [InlineData("0", null, "list.zero-amount")]
    [InlineData("0.000", 6, "list.zero-amount")]
    public void Says_what_is_wrong_with_an_amount(string amount, int? decimals, string code)
    {
        Fault fault = OnlyFault(Read($"address;amount\n{A};{amount}\n", o => o with { Decimals = (byte?)decimals }));
        Assert.Equal(code, fault.Code);
        Assert.Equal("row 2, column amount", fault.Field);
        Assert.Equal((2L, 44, "list.csv"), (fault.Line, fault.Column, fault.File));
    }

    [Theory]
    [InlineData("0x00000000000000000000000000000000000000a", "list.bad-address")]
    [InlineData("0x00000000000000000000000000000000000000a11", "list.bad-address")]
    [InlineData("0X00000000000000000000000000000000000000a1", "list.bad-address")]
    [InlineData("00000000000000000000000000000000000000a1", "list.bad-address")]
    [InlineData("0x00000000000000000000000000000000000000g1", "list.bad-address")]
    [InlineData("0x", "list.bad-address")]
    [InlineData("Alice", "list.bad-address")]
    [InlineData("0x000000000000000000000000000000000000é1", "list.bad-address")]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "list.bad-checksum")]
    [InlineData("vitalik.eth", "list.name-not-address")]
    [InlineData("pay.example.com", "list.name-not-address")]
    [InlineData("XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS", "list.icap-address")]
    [InlineData("XE7338O073KYGTWWZN0F2W", "list.icap-address")]
    [InlineData("eth:0x00000000000000000000000000000000000000a1", "list.chain-prefix")]
    [InlineData("", "list.empty-address")]
    [InlineData("0x0000000000000000000000000000000000000000", "list.zero-address")]
    public void Says_what_is_wrong_with_an_address(string address, string code)
    {
        Fault fault = OnlyFault(Read($"account,amount\n{B},1\n{address},5\n"));
        Assert.Equal(code, fault.Code);
        Assert.Equal("row 3, column account", fault.Field);
        Assert.Equal((3L, 1), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    public void Takes_addresses_with_a_sound_checksum_or_none(string address) =>
        Assert.Equal("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", Read($"{address},1").Value.Rows[0].Account.ToString());

    [Theory]
    [InlineData("address,to", "'address', 'to'")]
    [InlineData("name,shares", "'name', 'shares'")]
    public void Refuses_foreign_columns_by_name(string header, string shown)
    {
        Fault fault = OnlyFault(Read($"{header}\n{A},1\n"));
        Assert.Equal("list.columns", fault.Code);
        Assert.Contains(shown, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, fault.Line);
    }

    [Theory]
    [InlineData("{\"address\":1,\"name\":2}", "list.format")]
    [InlineData("  [1,2]", "list.json-shape")]
    [InlineData("[]", "list.empty")]
    [InlineData("{}", "list.empty")]
    [InlineData("{\"format\":\"standard-v1\",\"tree\":[]}", "list.format")]
    [InlineData("<html>", "list.format")]
    [InlineData("PK\u0003\u0004rest of a workbook", "list.format")]
    [InlineData("", "list.empty")]
    [InlineData("\n\n  \n", "list.empty")]
    [InlineData("address,amount\n", "list.empty")]
    [InlineData("\uFEFF", "list.empty")]
    public void Refuses_what_is_no_list(string text, string code) => Assert.Equal(code, OnlyFault(Read(text)).Code);

    [Fact]
    public void Refuses_utf_16() => Assert.Equal("list.encoding", OnlyFault(Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"{A},1")])).Code);

    [Fact]
    public void Takes_zero_rows_and_duplicates_only_when_they_are_named()
    {
        string text = $"{Address.Zero},1\n{A},0\n{B},5\n{B},7\n{B},5\n";
        Assert.Equal(["list.zero-address", "list.zero-amount", "list.duplicate", "list.duplicate"], Read(text).Faults.Select(f => f.Code));
        Assert.Equal(["list.duplicate", "list.duplicate"], Read(text, o => o with { Allow = AllowedRows.ZeroAddress | AllowedRows.ZeroAmount }).Faults.Select(f => f.Code));
        RecipientList list = Read(text, o => o with { Allow = AllowedRows.All }).Value;
        Assert.Equal(5, list.Count);
        Assert.Equal($"address,amount\n{Address.Zero},1\n{A},0\n{B},5\n{B},5\n{B},7\n", Canonical(list));
        Assert.Equal([1, 2, 3, 5, 4], Enumerable.Range(0, 5).Select(list.LineOf));
    }

    [Fact]
    public void Names_the_first_row_of_a_duplicate()
    {
        Fault fault = OnlyFault(Read($"address,amount\n{C},9\n{A},5\n{B},1\n{A.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal)},1\n"));
        Assert.Equal(("list.duplicate", 5L), (fault.Code, fault.Line));
        Assert.Contains("already has row 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_duplicate_of_a_row_whose_amount_is_wrong() =>
        Assert.Equal([(1L, "list.bad-amount"), (2L, "list.duplicate")], Read($"{A},x\n{A},1\n").Faults.Select(f => (f.Line, f.Code)));

    [Fact]
    public void Finds_the_row_with_which_the_sum_overflows()
    {
        string most = UInt256.MaxValue.ToString();
        Assert.Equal(UInt256.MaxValue, Read($"{A},{most}\n{B},0\n", o => o with { Allow = AllowedRows.ZeroAmount }).Value.Total);
        Fault fault = OnlyFault(Read($"{A},{most}\n{B},1\n{C},1\n"));
        Assert.Equal(("list.total-overflow", 2L), (fault.Code, fault.Line));
    }

    [Fact]
    public void Escapes_and_shortens_what_it_shows()
    {
        Fault control = OnlyFault(Read($"{A};1\n\u001b[31m\u202e{new string('z', 500)};1\n"));
        Assert.DoesNotContain('\u001b', control.Message);
        Assert.DoesNotContain('\u202e', control.Message);
        Assert.Contains("'\\u001B[31m\\u202Ezzz", control.Message, StringComparison.Ordinal);
        Assert.True(control.Message.Length < 200);
    }

    [Theory]
    [InlineData("zero-address, zero-amount,duplicates", AllowedRows.All)]
    [InlineData("duplicates", AllowedRows.Duplicates)]
    [InlineData("", AllowedRows.None)]
    public void Reads_the_names_of_allowed_rows(string text, AllowedRows expected)
    {
        Assert.True(AllowedRowsText.TryParse(text, out AllowedRows allowed, out _));
        Assert.Equal(expected, allowed);
        Assert.True(AllowedRowsText.TryParse(AllowedRowsText.Format(allowed), out AllowedRows again, out _));
        Assert.Equal(allowed, again);
    }

    [Fact]
    public void Names_the_word_that_allows_nothing()
    {
        Assert.False(AllowedRowsText.TryParse("duplicates,everything", out _, out string? unknown));
        Assert.Equal("everything", unknown);
    }
}
