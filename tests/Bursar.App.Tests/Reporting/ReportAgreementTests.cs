using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Bursar.App.Reporting;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>The page, the CSV files and report.json say the same. Each is read on its own, from its bytes.</summary>
public sealed class ReportAgreementTests
{
    private static readonly IReadOnlyList<ReportFile> Files = ReportWriter.Write(SampleReport.Ens());
    private static readonly ReadPage Page = ReadPage.Of(Files[0]);
    private static readonly JsonElement Json = JsonDocument.Parse(Files.Single(static f => f.Name == "report.json").Content).RootElement;

    [Fact]
    public void On_the_totals_of_a_drop()
    {
        XElement place = Page.ById("drop-0");
        JsonElement drop = Json.GetProperty("drops")[0];
        ReadCsv csv = ReadCsv.Of(Files, "drops.csv");
        string total = drop.GetProperty("total").GetString()!;
        Int128 claimed = drop.GetProperty("claims").EnumerateArray().Aggregate(Int128.Zero, static (sum, c) => sum + Int128.Parse(c.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture));

        Assert.Equal(total, ReadPage.BaseUnits(place, "Total"));
        Assert.Equal([total], csv.Column("total_base_units"));
        Assert.Equal(claimed.ToString(CultureInfo.InvariantCulture), ReadPage.BaseUnits(place, "Claimed"));
        Assert.Equal([claimed.ToString(CultureInfo.InvariantCulture)], csv.Column("claimed_base_units"));
        string remaining = (Int128.Parse(total, CultureInfo.InvariantCulture) - claimed).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(remaining, ReadPage.BaseUnits(place, "Still to be claimed"));
        Assert.Equal([remaining], csv.Column("remaining_base_units"));
        Assert.Equal(drop.GetProperty("escrow").GetString(), ReadPage.BaseUnits(place, "Held by the contract"));
        Assert.Equal([drop.GetProperty("root").GetString()!], csv.Column("root"));
        Assert.Equal(drop.GetProperty("root").GetString(), ReadPage.Fact(place, "Merkle root").Value);
        Assert.StartsWith(drop.GetProperty("rows").GetInt64().ToString("#,0", CultureInfo.InvariantCulture) + ", of which ", ReadPage.Fact(place, "Rows").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_batches_of_a_payout()
    {
        XElement place = Page.ById("payout-0");
        JsonElement[] batches = [.. Json.GetProperty("payouts")[0].GetProperty("batches").EnumerateArray()];
        ReadCsv csv = ReadCsv.Of(Files, "payout-batches.csv");
        XElement[][] rows = ReadPage.Rows(place, "Batches");

        Assert.Equal(batches.Select(static b => b.GetProperty("paid").GetString()), csv.Column("paid_base_units"));
        Assert.Equal(csv.Column("paid").Select(static p => p + " SNS"), rows.Select(static r => ReadPage.Hover(r[3])));
        Assert.Equal(csv.Column("gas"), rows.Select(static r => Digits(r[4])));
        Assert.Equal(batches.Select(static b => b.GetProperty("transaction").GetString()), rows.Select(static r => ReadPage.Hover(r[6])));
        string paid = batches.Aggregate(Int128.Zero, static (sum, b) => sum + Int128.Parse(b.GetProperty("paid").GetString()!, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(paid, ReadPage.BaseUnits(place, "Paid"));
        Assert.Equal([paid], ReadCsv.Of(Files, "payouts.csv").Column("paid_base_units"));
        Assert.Equal(["1999"], ReadCsv.Of(Files, "payouts.csv").Column("paid_rows"));
        Assert.Equal("1,999", ReadPage.Fact(place, "Rows").Value.Split(' ')[^2]);
    }

    [Fact]
    public void On_what_vests()
    {
        XElement place = Page.ById("vesting-0");
        JsonElement[] schedules = [.. Json.GetProperty("vesting")[0].GetProperty("schedules").EnumerateArray()];
        ReadCsv csv = ReadCsv.Of(Files, "vesting-schedules.csv");
        Assert.Equal(schedules.Select(static s => s.GetProperty("promised").GetString()), csv.Column("promised_base_units"));
        Assert.Equal(schedules.Select(static s => s.GetProperty("vested").GetString()), csv.Column("vested_base_units"));
        Assert.Equal(["yes", "yes", "no"], csv.Column("opened"));
        Assert.Equal("439" + new string('0', 18), ReadPage.BaseUnits(place, "Promised"));
        Assert.Equal("130" + new string('0', 18), ReadPage.BaseUnits(place, "Vested"));
        Assert.Equal("70" + new string('0', 18), ReadPage.BaseUnits(place, "Withdrawn"));
        XElement[][] sellers = ReadPage.Rows(place, "Who can sell when, in SNS");
        Assert.Equal(["100", "30", "0"], sellers.Select(static r => r[2].Value));
        Assert.Equal(["200", "30", "9"], sellers.Select(static r => r[4].Value));
        Assert.StartsWith("ended early ", sellers[1][^1].Value, StringComparison.Ordinal);
        Assert.EndsWith("not opened yet", sellers[2][^1].Value, StringComparison.Ordinal);

        ReadCsv unlocks = ReadCsv.Of(Files, "unlocks.csv");
        XElement[][] dates = ReadPage.Rows(Page.ById("unlocks-0"), "Circulating supply by date");
        Assert.Equal(unlocks.Column("circulating").Select(static f => f + " SNS"), dates.Select(static r => ReadPage.Hover(r[1])));
        Assert.Equal(Json.GetProperty("unlocks")[0].GetProperty("dates").EnumerateArray().Select(static d => d.GetProperty("locked").GetString()), unlocks.Column("locked_base_units"));
    }

    [Fact]
    public void On_the_vouchers()
    {
        XElement place = Page.ById("vouchers-0");
        JsonElement vouchers = Json.GetProperty("vouchers")[0];
        ReadCsv payments = ReadCsv.Of(Files, "voucher-payments.csv");
        string paid = vouchers.GetProperty("payments").EnumerateArray().Aggregate(Int128.Zero, static (sum, p) => sum + Int128.Parse(p.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

        Assert.Equal(paid, ReadPage.BaseUnits(place, "Paid"));
        Assert.Equal([paid], ReadCsv.Of(Files, "vouchers.csv").Column("paid_base_units"));
        Assert.Equal(vouchers.GetProperty("payments").EnumerateArray().Select(static p => p.GetProperty("to").GetString()), payments.Column("to"));
        Assert.Equal(["9 SNS", "8 SNS", "7 SNS"], ReadPage.Rows(place, "Largest payments by voucher").Take(3).Select(static r => ReadPage.Hover(r[2])));
        Assert.Equal(ReadCsv.Of(Files, "voucher-signers.csv").Column("left").Select(static l => l + " SNS"), ReadPage.Rows(place, "Signers").Select(static r => ReadPage.Hover(r[3])));
        Assert.Equal(["50"], ReadPage.Rows(place, "Vouchers that were revoked").Select(static r => r[2].Value));
    }

    [Fact]
    public void On_a_staking_pool()
    {
        XElement place = Page.ById("staking-0");
        JsonElement pool = Json.GetProperty("staking")[0];
        ReadCsv rewards = ReadCsv.Of(Files, "staking-rewards.csv");
        Assert.Equal([pool.GetProperty("staked").GetString()!], ReadCsv.Of(Files, "staking.csv").Column("staked_base_units"));
        Assert.Equal(pool.GetProperty("rewards").EnumerateArray().Select(static r => r.GetProperty("left").GetString()), rewards.Column("left_base_units"));
        Assert.Equal("467 SNS", ReadPage.Hover(ReadPage.Rows(place, "Rewards")[0][6]));
        Assert.Equal(["100 SNS", "20 SNS"], ReadPage.Rows(place, "Largest stakes").Select(static r => ReadPage.Hover(r[2])));
        Assert.Equal(["went back", "paid", "left", "staked", "staked"], ReadPage.Rows(place, "Latest events").Select(static r => r[0].Value));
        Assert.Equal(pool.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("transaction").GetString()), ReadCsv.Of(Files, "staking-events.csv").Column("transaction"));
        Assert.Contains("12%", place.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_programme_and_its_lists()
    {
        XElement place = Page.ById("programme-0");
        JsonElement programme = Json.GetProperty("programmes")[0];
        ReadCsv tokens = ReadCsv.Of(Files, "programme-tokens.csv");
        XElement[][] rows = ReadPage.Rows(place, "What the programme has of each token");

        Assert.Equal(programme.GetProperty("tokens").EnumerateArray().Select(static t => t.GetProperty("unclaimed").GetString()), tokens.Column("unclaimed_base_units"));
        Assert.Equal(tokens.Column("unclaimed")[0] + " SNS", ReadPage.Hover(rows[0][4]));
        Assert.Equal(programme.GetProperty("lists").EnumerateArray().Select(static l => l.GetProperty("root").GetString()).Reverse(), ReadPage.Rows(place, "Lists, the latest first").Select(static r => ReadPage.Hover(r[2])));
        Assert.Equal(["former", "stopped", "active", "active"], ReadCsv.Of(Files, "programme-lists.csv").Column("state"));
        Assert.Equal(programme.GetProperty("claims").EnumerateArray().Select(static c => c.GetProperty("amount").GetString()), ReadCsv.Of(Files, "programme-claims.csv").Column("amount_base_units"));
        Assert.Equal(3, ReadPage.Rows(place, "Latest claims").Length);
    }

    [Fact]
    public void On_the_largest_claims()
    {
        ReadCsv csv = ReadCsv.Of(Files, "claims.csv");
        string[] largest = [.. csv.Column("amount").OrderByDescending(static a => decimal.Parse(a, CultureInfo.InvariantCulture)).Take(10).Select(static a => a + " SNS")];
        XElement place = Page.ById("drop-0");

        Assert.Equal(largest, ReadPage.Rows(place, "Largest claims").Select(static r => ReadPage.Hover(r[2])));
        Assert.Equal(Json.GetProperty("drops")[0].GetProperty("claims").EnumerateArray().Select(static c => c.GetProperty("amount").GetString()), csv.Column("amount_base_units"));
        Assert.Equal("10 of 4,321 rows. claims.csv has all of them.", place.Elements(ReadPage.Html + "p").Single(static p => (string?)p.Attribute("class") == "note").Value);
    }

    [Fact]
    public void On_how_the_amounts_are_spread()
    {
        JsonElement spread = Json.GetProperty("drops")[0].GetProperty("distribution");
        ReadCsv csv = ReadCsv.Of(Files, "distribution.csv");
        double gini = spread.GetProperty("gini").GetDouble();

        Assert.Equal(gini, double.Parse(csv.Column("gini")[0], CultureInfo.InvariantCulture));
        XElement lorenz = Page.ById("drop-0-lorenz");
        Assert.Contains($"Gini {gini.ToString("0.000", CultureInfo.InvariantCulture)}", lorenz.Descendants(ReadPage.Svg + "text").Select(static t => t.Value));
        Assert.Equal(spread.GetProperty("median").GetString(), csv.Column("median_base_units")[0]);
        XElement amounts = Page.ById("drop-0-amounts");
        string[] hovers = [.. amounts.Descendants(ReadPage.Html + "b").Select(static b => ((string)b.Attribute("title")!).Split(' ')[0])];
        Assert.Equal(
            (string[])[csv.Column("median_base_units")[0], csv.Column("smallest_base_units")[0], csv.Column("largest_base_units")[0]],
            hovers.Select(static h => (decimal.Parse(h, CultureInfo.InvariantCulture) * 1_000_000_000_000_000_000m).ToString("0", CultureInfo.InvariantCulture)));

        long listed = Json.GetProperty("drops")[0].GetProperty("rows").GetInt64();
        ReadCsv histogram = ReadCsv.Of(Files, "histogram.csv");
        Assert.Equal(listed, histogram.Rows.Skip(1).Where(static r => r[0] == "early-users").Sum(static r => long.Parse(r[5], CultureInfo.InvariantCulture)));
        Assert.Equal(listed, amounts.Descendants(ReadPage.Svg + "g").Select(static g => g.Element(ReadPage.Svg + "title")!.Value)
            .Sum(static t => long.Parse(t.Split(": ")[1].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void On_the_shape_of_the_Lorenz_curve()
    {
        // Twice the area between the diagonal and the curve that lorenz.csv holds is the Gini coefficient that the page states.
        ReadCsv csv = ReadCsv.Of(Files, "lorenz.csv");
        (double X, double Y)[] curve =
        [
            .. csv.Rows.Skip(1).Where(static r => r[0] == "early-users").Select(static r => (double.Parse(r[1], CultureInfo.InvariantCulture), double.Parse(r[2], CultureInfo.InvariantCulture))),
        ];
        double area = curve.Zip(curve.Skip(1)).Sum(static p => (p.Second.X - p.First.X) * (p.First.Y + p.Second.Y) / 2);
        Assert.Equal(Json.GetProperty("drops")[0].GetProperty("distribution").GetProperty("gini").GetDouble(), 1 - (2 * area), 6);

        // The same from what is drawn: the shaded shape in the plot's own units.
        string path = (string)Page.ById("drop-0-lorenz").Descendants(ReadPage.Svg + "path").Single(static p => (string?)p.Attribute("class") == "curve").Attribute("d")!;
        (double X, double Y)[] drawn =
        [
            .. path.Split('M', 'L').Skip(1).Select(static p => p.Split(' ')).Select(static p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture))),
        ];
        double width = drawn[^1].X - drawn[0].X;
        double height = drawn[0].Y - drawn[^1].Y;
        double below = drawn.Zip(drawn.Skip(1)).Sum(p => (p.Second.X - p.First.X) / width * ((drawn[0].Y - p.First.Y) + (drawn[0].Y - p.Second.Y)) / 2 / height);
        Assert.Equal(1 - (2 * area), 1 - (2 * below), 0.02);
    }

    [Fact]
    public void On_concentration_and_costs()
    {
        ReadCsv csv = ReadCsv.Of(Files, "concentration.csv");
        XElement[][] rows = ReadPage.Rows(Page.ById("drop-0"), "Concentration of holdings");
        JsonElement[] states = [.. Json.GetProperty("drops")[0].GetProperty("concentration").EnumerateArray()];
        Assert.Equal(csv.Column("gini"), rows.Select(static r => ReadPage.Hover(r[2])));
        Assert.Equal(csv.Column("gini"), states.Select(static s => s.GetProperty("gini").GetDouble().ToString("R", CultureInfo.InvariantCulture)));
        Assert.Equal(csv.Column("holders"), rows.Select(static r => Digits(r[1])));
        Assert.Equal(csv.Column("nakamoto"), rows.Select(static r => Digits(r[5])));
        Assert.Equal(csv.Column("nakamoto"), states.Select(static s => s.GetProperty("nakamoto").GetInt64().ToString(CultureInfo.InvariantCulture)));

        ReadCsv transactions = ReadCsv.Of(Files, "transactions.csv");
        XElement place = Page.ById("transactions");
        Assert.Equal(transactions.Column("fee").Select(static f => f + " ETH"), ReadPage.Rows(place, "The operator's transactions").Select(static r => ReadPage.Hover(r[5])));
        Assert.Equal(Json.GetProperty("transactions").EnumerateArray().Select(static t => t.GetProperty("fee").GetString()), transactions.Column("fee_base_units"));
        XElement[] sums = [.. ReadPage.Table(place, "Costs by part of the launch").Element(ReadPage.Html + "tfoot")!.Element(ReadPage.Html + "tr")!.Elements()];
        Assert.Equal(transactions.Column("gas").Sum(static g => long.Parse(g, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture), Digits(sums[2]));
        Assert.Equal(
            transactions.Column("fee").Sum(static f => decimal.Parse(f, CultureInfo.InvariantCulture)),
            decimal.Parse(ReadPage.Hover(sums[3]).Split(' ')[0], CultureInfo.InvariantCulture));
    }

    private static string Digits(XElement cell) => cell.Value.Replace(",", "", StringComparison.Ordinal);
}
