using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Sites;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

public sealed class LaunchReaderTests
{
    private static readonly Address Operator = Address.Parse(LaunchText.Operator);

    [Fact]
    public void Reads_the_head_of_a_launch()
    {
        Core.Launch.Launch launch = Read(LaunchText.Full);
        Assert.Equal("spring-2026", launch.Name);
        Assert.Equal("Spring airdrop", launch.Title);
        Assert.Equal("local", launch.Network);
        Assert.Equal(Operator, launch.Operator);
        Assert.Equal("launch.yaml", launch.FileName);
        Assert.Equal(Keccak256.Hash(Encoding.UTF8.GetBytes(LaunchText.Full)), launch.Hash);
    }

    [Fact]
    public void Reads_created_and_existing_tokens()
    {
        Core.Launch.Launch launch = Read(LaunchText.Full);
        CreatedTokenSpec coin = Assert.IsType<CreatedTokenSpec>(launch.Tokens[0]);
        Assert.Equal(("coin", "Spring Coin", "SPR", (byte)18), (coin.Key, coin.Name, coin.Symbol, coin.Decimals));
        Assert.Equal("1000000000000000000000000", coin.Supply.BaseUnits.ToString());
        Assert.Equal(Operator, coin.Owner);
        Assert.Equal([Operator, Account("b2")], coin.Genesis.Rows.Select(r => r.To));
        Assert.Equal(["900000500000000000000000", "99999500000000000000000"], coin.Genesis.Rows.Select(r => r.Amount.BaseUnits.ToString()));
        Assert.Equal("distribution", coin.Genesis.Rows[0].Label);
        Assert.Null(coin.Genesis.Rows[1].Label);
        Assert.Null(coin.Genesis.List);
        ExistingTokenSpec dollar = Assert.IsType<ExistingTokenSpec>(launch.Tokens[1]);
        Assert.Equal((Account("c3"), (byte)6), (dollar.Address, dollar.Decimals));
    }

    [Fact]
    public void Reads_site_links_normalised_and_with_one_primary_each()
    {
        Core.Launch.Launch launch = Read(LaunchText.Full);
        Assert.Equal(["example.org", "example.org", "shop/coffee"], launch.Sites.Select(s => s.Site.Text));
        Assert.Equal([SiteKind.Domain, SiteKind.Domain, SiteKind.Product], launch.Sites.Select(s => s.Site.Kind));
        Assert.Equal(["coin", "dollar", "coin"], launch.Sites.Select(s => s.Token.Key));
        Assert.Equal([false, true, true], launch.Sites.Select(s => s.Primary));
    }

    [Fact]
    public void Reads_a_drop()
    {
        DropSpec drop = Assert.Single(Read(LaunchText.Full).Drops);
        Assert.Equal("airdrop", drop.Key);
        Assert.Equal("coin", drop.Token.Key);
        Assert.Equal(("lists/people.csv.gz", ListUnit.Base), (drop.List.Path, drop.List.Unit));
        Assert.Equal(AllowedRows.ZeroAmount | AllowedRows.Duplicates, drop.List.Allow);
        Assert.Equal(TreeKind.Sharded(2), drop.Format);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), drop.Starts);
        Assert.Equal(new DateTimeOffset(2026, 5, 30, 10, 0, 0, TimeSpan.Zero), drop.Expires);
        Assert.Equal(TimeSpan.Zero, drop.Starts!.Value.Offset);
        Assert.True(drop.ClaimFor);
        Assert.Equal(Account("d4"), drop.Owner);
        Assert.Equal("ipfs://bafy/people.csv", drop.Uri);
    }

    [Fact]
    public void Reads_a_payout()
    {
        PayoutSpec payout = Assert.Single(Read(LaunchText.Full).Payouts);
        Assert.Equal(("team", "dollar", "team.csv"), (payout.Key, payout.Token.Key, payout.List.Path));
        Assert.Equal((ListUnit.Tokens, AllowedRows.ZeroAddress), (payout.List.Unit, payout.List.Allow));
        Assert.Equal((150, RowFailurePolicy.Skip), (payout.Batch, payout.OnFailure));
    }

    [Fact]
    public void Takes_the_documented_defaults()
    {
        Core.Launch.Launch launch = Read($$"""
            bursar: 1
            name: small
            network: local
            operator: "{{LaunchText.Operator}}"
            tokens:
              coin: { name: Coin, symbol: C, decimals: 0, supply: "10", genesis: [{ to: operator, amount: 10 }] }
            drops:
              d: { token: coin, list: a.csv }
            payouts:
              p: { token: coin, list: a.csv }
            """);
        Assert.Equal("small", launch.Title);
        Assert.Empty(launch.Sites);
        Assert.Equal(Operator, Assert.IsType<CreatedTokenSpec>(launch.Tokens[0]).Owner);
        DropSpec drop = launch.Drops[0];
        Assert.Equal((ListUnit.Tokens, AllowedRows.None, TreeKind.Standard, false), (drop.List.Unit, drop.List.Allow, drop.Format, drop.ClaimFor));
        Assert.Equal((null, null, null, Operator), (drop.Starts, drop.Expires, drop.Uri, drop.Owner));
        Assert.Equal((200, RowFailurePolicy.Revert), (launch.Payouts[0].Batch, launch.Payouts[0].OnFailure));
    }

    [Theory]
    [InlineData("tokens.coin", 7, 3)]
    [InlineData("tokens.coin.supply", 11, 13)]
    [InlineData("tokens.coin.genesis[1].amount", 16, 17)]
    [InlineData("sites[1]", 20, 5)]
    [InlineData("sites[1].token", 20, 35)]
    [InlineData("drops.airdrop.list", 25, 11)]
    [InlineData("drops.airdrop.list.rows", 25, 11)]
    [InlineData("payouts.team", 35, 3)]
    [InlineData("nowhere", 1, 1)]
    public void Keeps_positions_for_faults_that_are_found_later(string path, int line, int column) =>
        Assert.Equal(new SourcePosition("launch.yaml", line, column), Read(LaunchText.Full).PositionOf(path));

    [Fact]
    public void The_hash_is_that_of_the_exact_bytes()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(LaunchText.Full.ReplaceLineEndings("\r\n"))];
        Core.Launch.Launch launch = LaunchReader.Read(bytes, "launch.yaml").Value;
        Assert.Equal(Keccak256.Hash(bytes), launch.Hash);
        Assert.Equal(new SourcePosition("launch.yaml", 11, 13), launch.PositionOf("tokens.coin.supply"));
    }

    [Fact]
    public void Reads_a_genesis_from_a_list_and_checks_its_rows_when_they_are_there()
    {
        string text = LaunchText.Full.Replace(LaunchText.Full[LaunchText.Full.IndexOf("    genesis:", StringComparison.Ordinal)..LaunchText.Full.IndexOf("  dollar:", StringComparison.Ordinal)],
            "    genesis: { list: genesis.csv, unit: base, allow: [duplicates] }\n", StringComparison.Ordinal);
        CreatedTokenSpec coin = Assert.IsType<CreatedTokenSpec>(Read(text).Tokens[0]);
        Assert.Empty(coin.Genesis.Rows);
        Assert.Equal(("genesis.csv", ListUnit.Base, AllowedRows.Duplicates), (coin.Genesis.List!.Path, coin.Genesis.List.Unit, coin.Genesis.List.Allow));

        Assert.Empty(coin.CheckGenesis([new RecipientRow(Operator, coin.Supply.BaseUnits)]));
        Fault less = Assert.Single(coin.CheckGenesis([new RecipientRow(Operator, coin.Supply.BaseUnits - UInt256.One)]));
        Assert.Equal(("launch.supply-mismatch", 13L), (less.Code, less.Line));
        Assert.Contains("0.000000000000000001 too little", less.Message, StringComparison.Ordinal);
        Fault more = Assert.Single(coin.CheckGenesis([new RecipientRow(Operator, UInt256.MaxValue), new RecipientRow(Operator, UInt256.One)]));
        Assert.Equal("launch.supply-mismatch", more.Code);
        Assert.Equal(["launch.zero-address", "launch.bad-amount"],
            coin.CheckGenesis([new RecipientRow(Address.Zero, coin.Supply.BaseUnits), new RecipientRow(Operator, UInt256.Zero)]).Select(f => f.Code));
        Assert.Equal(["launch.empty-genesis", "launch.supply-mismatch"], coin.CheckGenesis([]).Select(f => f.Code));
        Assert.Contains("launch.too-many-holders", coin.CheckGenesis([.. Enumerable.Repeat(new RecipientRow(Operator, UInt256.One), 501)]).Select(f => f.Code));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T12:30Z", "2026-03-01T12:30:00Z")]
    [InlineData("2026-03-01T23:30:15-09:30", "2026-03-02T09:00:15Z")]
    public void Reads_dates_with_a_zone(string text, string utc)
    {
        DropSpec drop = Read(LaunchText.With("2026-03-01T12:00:00+02:00", text)).Drops[0];
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), drop.Starts);
    }

    [Theory]
    [InlineData("6h", 6)]
    [InlineData("90d", 2160)]
    [InlineData("12w", 2016)]
    [InlineData("1y", 8760)]
    [InlineData("100y", 876000)]
    [InlineData("2026-03-02", 14)]
    public void Reads_expiries(string text, int hoursAfterTheStart)
    {
        DropSpec drop = Read(LaunchText.With("90d", text)).Drops[0];
        Assert.Equal(drop.Starts + TimeSpan.FromHours(hoursAfterTheStart), drop.Expires);
    }

    private static Core.Launch.Launch Read(string text)
    {
        Result<Core.Launch.Launch> result = LaunchReader.Read(text, "launch.yaml");
        Assert.True(result.IsOk, string.Join('\n', result.Faults));
        return result.Value;
    }

    private static Address Account(string end) => Address.Parse("0x" + end.PadLeft(40, '0'));
}
