using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class ConvertTests
{
    private static readonly Address DaiToken = Address.Parse(Dai);

    [Theory]
    [InlineData(ListFormat.Plain, ListFields.None)]
    [InlineData(ListFormat.Indexed, ListFields.Index)]
    [InlineData(ListFormat.Safe, ListFields.Token | ListFields.Id)]
    [InlineData(ListFormat.Thirdweb, ListFields.None)]
    [InlineData(ListFormat.ThirdwebSnapshot, ListFields.Price | ListFields.Currency)]
    [InlineData(ListFormat.Sablier, ListFields.None)]
    [InlineData(ListFormat.SablierStreams, ListFields.Schedule)]
    [InlineData(ListFormat.Merkl, ListFields.Token | ListFields.Reason)]
    [InlineData(ListFormat.MerklCsv, ListFields.Token)]
    [InlineData(ListFormat.Uniswap, ListFields.None)]
    [InlineData(ListFormat.UniswapArray, ListFields.Reason)]
    [InlineData(ListFormat.Json, ListFields.Token | ListFields.Id | ListFields.Index | ListFields.Reason | ListFields.Price | ListFields.Currency | ListFields.Schedule)]
    public void What_is_written_in_a_format_is_read_back_the_same(ListFormat format, ListFields fields)
    {
        int seed = Seeds.Next("ConvertTests");
        var random = new Random(seed);
        for (int i = 0; i < 60; i++)
        {
            ListDocument document = RandomDocuments.Make(random, format, fields, random.Next(2, 40));
            string where = $"seed {seed}, document {i}";
            byte[] bytes = Write(document, Target(format), where);
            ListDocument back = ReadBack(bytes, format, where);
            AssertSame(document, back, format, where);

            // Through the format that keeps all, and back again: the same bytes.
            ListDocument json = ReadBack(Write(back, Target(ListFormat.Json), where), ListFormat.Json, where);
            Assert.True(Write(back, Target(format), where).AsSpan().SequenceEqual(Write(json, Target(format), where)), $"{where}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    [Fact]
    public void Every_format_turns_into_every_other_when_what_is_lost_is_named()
    {
        var random = new Random(5);
        ListFormat[] formats = [.. Enum.GetValues<ListFormat>().Where(f => f != ListFormat.UniswapClaims)];
        foreach (ListFormat from in formats)
        {
            foreach (ListFormat to in formats)
            {
                ListDocument document = RandomDocuments.Make(random, from, ListDocumentWriter.Sayable(from) & ~(ListFields.Id | ListFields.Price | ListFields.Currency), 7, to);
                ListDocument one = document.Assets.Count == 1 || to is ListFormat.Safe or ListFormat.Json ? document
                    : ListDocument.Create(from, document.Entries.Select(e => e with { Asset = Asset.Erc20(DaiToken) }));
                if (to == ListFormat.SablierStreams && from is not (ListFormat.SablierStreams or ListFormat.Json))
                {
                    // A schedule cannot be made up.
                    Assert.All(ListDocumentWriter.Check(one, Target(to) with { Lose = one.Fields }), f => Assert.Equal("list.needs-schedule", f.Code));
                    continue;
                }

                ListFields lost = one.Fields & ~ListDocumentWriter.Sayable(to);
                ListWriteOptions options = Target(to) with { Token = Asset.Erc20(DaiToken), Reason = "because", Lose = lost };
                string where = $"{from} to {to}";
                ListDocument back = ReadBack(Write(one, options, where), to, where);
                Assert.Equal(Sum(one), Sum(back));
                if (lost != ListFields.None)
                    Assert.Contains("list.would-lose", ListDocumentWriter.Check(one, options with { Lose = ListFields.None }).Select(f => f.Code));
            }
        }
    }

    [Fact]
    public void What_would_be_lost_is_named_and_nothing_is_written()
    {
        ListDocument list = Sound($"index,account,amount\n5,{A},1\n");
        using var stream = new MemoryStream();
        Fault fault = Assert.Single(ListDocumentWriter.Write(list, Target(ListFormat.Plain), stream, TestContext.Current.CancellationToken).Faults);
        Assert.Equal("list.would-lose", fault.Code);
        Assert.Contains("--drop index", fault.Hint, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
        Assert.Equal($"address,amount\n{Address.Parse(A)},1\n", Text(list, Target(ListFormat.Plain) with { Lose = ListFields.Index, Decimals = null }));
    }

    [Fact]
    public void Safe_gets_exact_amounts_in_each_tokens_unit()
    {
        ListDocument list = Sound($"user,token,cumulative_amount\n{A},{Dai},1\n{B},{Gno},1500000000000000000\n");
        var options = new ListWriteOptions { Format = ListFormat.Safe, TokenDecimals = new Dictionary<Address, byte> { [DaiToken] = 6, [Address.Parse(Gno)] = 18 } };
        Assert.Equal(
            $"token_type,token_address,receiver,amount,id\nerc20,{DaiToken},{Address.Parse(A)},0.000001,\nerc20,{Address.Parse(Gno)},{Address.Parse(B)},1.5,\n",
            Text(list, options));
        Assert.Equal(["list.unit-needed"], ListDocumentWriter.Check(list, options with { TokenDecimals = new Dictionary<Address, byte>(), Decimals = 6 }).Select(f => f.Code));
        Assert.Equal(["list.needs-token"], ListDocumentWriter.Check(Sound($"address,amount\n{A},1\n"), options).Select(f => f.Code));
    }

    [Fact]
    public void Uniswap_gets_numbers_that_every_reader_keeps_and_hexadecimal_beyond()
    {
        ListDocument list = Sound($"address,amount\n{A},9007199254740991\n{B},9007199254740992\n");
        Assert.Equal(
            $"{{\n  \"{Address.Parse(A)}\": 9007199254740991,\n  \"{Address.Parse(B)}\": \"0x20000000000000\"\n}}",
            Text(list, Target(ListFormat.Uniswap)));
    }

    [Fact]
    public void Merkl_needs_a_token_and_a_reason_and_loses_reasons_by_summing()
    {
        ListDocument plain = Sound($"address,amount\n{A},5\n");
        Assert.Equal(["list.needs-reason", "list.needs-token"], ListDocumentWriter.Check(plain, new ListWriteOptions { Format = ListFormat.Merkl }).Select(f => f.Code).Order());
        ListDocument merkl = Sound($"{{\"rewardToken\":\"{Dai}\",\"rewards\":{{\"{A}\":{{\"x\":\"1\",\"y\":\"2\"}}}}}}");
        Assert.Equal($"user,token,cumulative_amount\n{Address.Parse(A)},{DaiToken},3\n", Text(merkl, new ListWriteOptions { Format = ListFormat.MerklCsv, Lose = ListFields.Reason }));
    }

    [Fact]
    public void Tokens_are_not_mixed_and_collectibles_are_not_amounts()
    {
        ListDocument two = Sound($"user,token,cumulative_amount\n{A},{Dai},1\n{A},{Gno},1\n");
        Assert.Equal(["list.several-tokens"], ListDocumentWriter.Check(two, new ListWriteOptions { Format = ListFormat.Plain, Lose = ListFields.Token }).Select(f => f.Code));
        Assert.Equal(["list.several-tokens"], ListDocumentWriter.Check(two, new ListWriteOptions { Format = ListFormat.Merkl, Reason = "r" }).Select(f => f.Code));
        ListDocument nft = Sound($"token_type,token_address,receiver,amount,id\nnft,{Dai},{A},,7\n", Whole(18));
        Assert.Equal(["list.not-fungible"], ListDocumentWriter.Check(nft, new ListWriteOptions { Format = ListFormat.Plain, Lose = ListFields.Token | ListFields.Id }).Select(f => f.Code));
    }

    [Fact]
    public void Sablier_takes_two_accounts_or_more_each_once_with_an_amount()
    {
        var options = new ListWriteOptions { Format = ListFormat.Sablier, Decimals = 6 };
        Assert.Equal(["list.too-few-rows"], ListDocumentWriter.Check(Sound($"address,amount\n{A},5\n"), options).Select(f => f.Code));
        ListDocument twice = Sound($"address,amount\n{A},5\n{A},0\n", Options with { Allow = AllowedRows.All });
        Assert.Equal(["list.duplicate", "list.zero-amount"], ListDocumentWriter.Check(twice, options).Select(f => f.Code).Order());
        Assert.Equal(["list.unit-needed"], ListDocumentWriter.Check(Sound($"address,amount\n{A},5\n{B},5\n"), options with { Decimals = null }).Select(f => f.Code));
        ListDocument zoned = Sound($"address,amount,start,end\n{A},1,2026-01-01 00:00:30Z,2027-01-01 00:00Z\n", Whole(6));
        Assert.Equal(["list.bad-time", "list.no-zone"], ListDocumentWriter.Check(zoned, new ListWriteOptions { Format = ListFormat.SablierStreams }).Select(f => f.Code).Order());
    }

    [Fact]
    public void A_distribution_with_proofs_is_not_made_from_a_list() =>
        Assert.Equal("list.read-only-format", Assert.Single(ListDocumentWriter.Check(Sound($"address,amount\n{A},5\n"), new ListWriteOptions { Format = ListFormat.UniswapClaims })).Code);

    [Fact]
    public void Snapshot_rows_without_amounts_stay_without()
    {
        const string Snapshot = "address,maxClaimable,price\n0x00000000000000000000000000000000000000A1,unlimited,0.5\n0x00000000000000000000000000000000000000b2,,\n";
        ListDocument list = Sound(Snapshot, Whole(0));
        Assert.Equal(Snapshot, Text(list, new ListWriteOptions { Format = ListFormat.ThirdwebSnapshot }));
        Assert.Equal(["list.no-amount", "list.no-amount", "list.would-lose"], ListDocumentWriter.Check(list, new ListWriteOptions { Format = ListFormat.Uniswap }).Select(f => f.Code).Where(c => c != "list.zero-amount").Order());
    }

    private static ListWriteOptions Target(ListFormat format) => new()
    {
        Format = format,
        Decimals = format is ListFormat.Merkl or ListFormat.MerklCsv or ListFormat.Uniswap or ListFormat.UniswapArray or ListFormat.Json ? null : 18,
        Zone = TimeSpan.FromHours(2),
        TokenDecimals = RandomDocuments.Decimals,
    };

    private static byte[] Write(ListDocument document, ListWriteOptions options, string where)
    {
        using var stream = new MemoryStream();
        Result<int> written = ListDocumentWriter.Write(document, options, stream, TestContext.Current.CancellationToken);
        Assert.True(written.IsOk, $"{where}: {string.Join("; ", written.Faults)}");
        return stream.ToArray();
    }

    private static string Text(ListDocument document, ListWriteOptions options) => Encoding.UTF8.GetString(Write(document, options, ""));

    private static ListDocument ReadBack(byte[] bytes, ListFormat format, string where)
    {
        ListReadOptions options = Options with { Decimals = Target(format).Decimals, Zone = TimeSpan.FromHours(2), TokenDecimals = RandomDocuments.Decimals };
        Result<ListFormatChoice> recognized = ListDocumentReader.Recognize(new MemoryStream(bytes), options);
        Assert.Equal(format == ListFormat.Sablier ? ListFormat.Plain : format, recognized.Value.Format);
        Result<ListDocument> read = Read(bytes, options with { Format = format == ListFormat.Sablier ? format : null });
        Assert.True(read.IsOk, $"{where}: {string.Join("; ", read.Faults)}\n{Encoding.UTF8.GetString(bytes)}");
        return read.Value;
    }

    private static void AssertSame(ListDocument expected, ListDocument actual, ListFormat format, string where)
    {
        bool sorted = format is ListFormat.Plain or ListFormat.Sablier or ListFormat.Merkl; // a plain list is in canonical order, Merkl's groups by account
        ListEntry[] Rows(ListDocument document)
        {
            IEnumerable<ListEntry> rows = document.Entries.Select(e => e with { Row = 0 });
            return [.. sorted ? rows.OrderBy(e => e.Account).ThenBy(e => e.Amount) : rows];
        }

        ListEntry[] left = Rows(expected);
        ListEntry[] right = Rows(actual);
        Assert.True(left.AsSpan().SequenceEqual(right), $"{where}: {string.Join('\n', left.Zip(right).Where(p => p.First != p.Second).Take(2))}");
    }

    private static UInt256 Sum(ListDocument document) => document.Entries.Aggregate(UInt256.Zero, (sum, e) => sum + e.Amount);
}
