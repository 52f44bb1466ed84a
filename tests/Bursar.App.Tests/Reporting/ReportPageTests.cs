using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bursar.App.Reporting;
using Bursar.App.Reporting.Markup;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>index.html: well-formed whatever it is about, and silent towards everybody.</summary>
public sealed partial class ReportPageTests
{
    public static TheoryData<string> Hostile =>
    [
        "</title></style></script></textarea><script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"><svg onload=\"alert(1)\"> ' onmouseover='alert(1) & &lt; &#x3c; &nbsp; ]]> <!-- <![CDATA[ <?php {{7*7}} ${7*7}",
        "\0\u0001\b\t\r\n\u000B\u001B[31m\u007F\u0085\u2028\u2029",
        "\u202Eevil\u202C\u2066\u2067\u2068\u2069\u200E\u200F\u061C\u202A\u202B",
        "zero\u200Bwidth\u200D\uFEFF\u00AD\u2060\u180E\u3164\u115F\u2800\u00A0\u3000",
        "\uD800lone\uDC00 \uFFFE\uFFFF\uFDD0 \U000E0041\U000F0000 \U0010FFFF",
        "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308 ｜ 名前 שם اسم 🪙️ 👩‍👩‍👧",
        new string('a', 10_000),
        new string('<', 10_000),
        new string('\u202E', 10_000),
        string.Concat(Enumerable.Repeat("🪙", 5_000)),
        "a" + new string('\u0301', 10_000),
        " ",
        "",
    ];

    [Fact]
    public void Is_well_formed_XML_in_the_XHTML_namespace()
    {
        ReadPage page = ReadPage.Of(SampleReport.Small());

        Assert.StartsWith("<!DOCTYPE html>\n<html ", page.Text, StringComparison.Ordinal);
        Assert.Equal(ReadPage.Html + "html", page.Document.Root!.Name);
        Assert.All(page.Elements, static e => Assert.Contains(e.Name.Namespace, new[] { ReadPage.Html, ReadPage.Svg }));
        Assert.All(page.Elements.Where(static e => e.AncestorsAndSelf(ReadPage.Svg + "svg").Any()), static e => Assert.Equal(ReadPage.Svg, e.Name.Namespace));
        Assert.Equal(7, page.Elements.Count(static e => e.Name == ReadPage.Html + "figure"));
        string[] ids = [.. page.Elements.Select(static e => (string?)e.Attribute("id")).OfType<string>()];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string[] targets = [.. page.Elements.Select(static e => (string?)e.Attribute("href")).OfType<string>().Where(static h => h.StartsWith('#')).Select(static h => h[1..])];
        Assert.NotEmpty(targets);
        Assert.Subset(ids.ToHashSet(), targets.ToHashSet());
    }

    [Fact]
    public void Closes_no_element_in_a_way_that_HTML_reads_differently()
    {
        // XML lets any element close itself; an HTML parser would read <div/> as an opening tag.
        string[] empty = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
        foreach (XElement element in ReadPage.Of(SampleReport.Small()).Elements.Where(static e => e.Name.Namespace == ReadPage.Html))
            Assert.True(!element.IsEmpty || empty.Contains(element.Name.LocalName), $"<{element.Name.LocalName}/> closes itself");
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void Strange_text_stays_text(string text)
    {
        ReadPage plain = ReadPage.Of(HostileReport.Saying("plain"));
        ReadPage page = ReadPage.Of(HostileReport.Saying(text));

        Assert.Equal(plain.Skeleton(), page.Skeleton());
        Assert.Single(page.Elements, static e => e.Name.LocalName == "script");
        Assert.DoesNotContain(page.Elements.Attributes(), static a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        foreach (Rune rune in page.Text.EnumerateRunes())
            Assert.True(rune.Value is '\n' or 0xFE0F || !IsInvisible(rune), $"U+{rune.Value:X4} is on the page");
        Assert.True(page.Text.Length < 400_000, $"the page has {page.Text.Length} characters");
    }

    [Fact]
    public void Shows_what_cannot_be_seen_and_cuts_what_is_long()
    {
        ReportModel small = SampleReport.Small();
        ReadPage page = ReadPage.Of(small with { Tokens = [small.Tokens[0] with { Name = "Good\u202Edab" + new string('x', 10_000), Symbol = "<b>&\"'" }] });

        XElement heading = page.ById("tokens").Descendants(ReadPage.Html + "h3").First();
        Assert.Equal("Good⟨U+202E⟩dab" + new string('x', 65) + "… <b>&\"'", heading.Value);
        Assert.All(heading.Descendants(), static e => Assert.Contains(e.Name.LocalName, new[] { "bdi", "span" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(18)]
    [InlineData(77)]
    [InlineData(255)]
    public void Amounts_of_2_to_the_255_are_exact_and_break_no_plot(byte decimals)
    {
        const string Huge = "57896044618658097711785492504343953926634992332820282019728792003956564819968";
        ReadPage page = ReadPage.Of(HostileReport.Huge(decimals));

        Assert.Equal(Huge, ReadPage.BaseUnits(page.ById("tokens"), "Total supply"));
        Assert.Equal(Huge, ReadPage.BaseUnits(page.ById("drop-0"), "Total"));
        Assert.Equal(Huge, ReadPage.BaseUnits(page.ById("payout-0"), "Total"));
        // Twelve claims of 2^255 do not fit: the sum stops at the largest number.
        Assert.Equal(UInt256.MaxValue.ToString(), ReadPage.BaseUnits(page.ById("drop-0"), "Claimed"));
        AssertCoordinates(page);
    }

    [Fact]
    public void Plots_stay_inside_their_frames()
    {
        AssertCoordinates(ReadPage.Of(SampleReport.Small()));
        ReportModel small = SampleReport.Small();
        ReportDrop drop = small.Drops[0];
        ReportDistribution none = drop.Distribution! with { Gini = double.NaN, TopOneShare = double.PositiveInfinity, Lorenz = [], Histogram = [] };
        byte[] empty = ReportPage.Write(small with { Drops = [drop with { Rows = 0, Total = UInt256.Zero, Distribution = none, Claims = [] }], Payouts = [] }, []);
        AssertCoordinates(ReadPage.Of(new ReportFile("index.html", empty)));
        ReportClaim[] edges = [drop.Claims[0] with { Time = DateTimeOffset.MinValue }, drop.Claims[1] with { Time = DateTimeOffset.MaxValue }];
        AssertCoordinates(ReadPage.Of(small with { Drops = [drop with { Claims = edges }] }));
        AssertCoordinates(ReadPage.Of(small with { Drops = [drop with { Claims = [edges[0] with { Amount = UInt256.Zero }] }] }));
    }

    [Fact]
    public void States_rows_and_totals_exactly()
    {
        ReadPage page = ReadPage.Of(SampleReport.Ens());

        XElement drop = page.ById("drop-0");
        Assert.Equal("137,689, of which 4,321 claimed", ReadPage.Fact(drop, "Rows").Value);
        Assert.Equal("25,000,000 SNS base units: 25000000000000001930530982", ReadPage.Fact(drop, "Total").Value);
        XElement payout = page.ById("payout-0");
        Assert.Equal("2,000, of which 1,999 paid", ReadPage.Fact(payout, "Rows").Value);
        Assert.Equal("285,000 SNS base units: 285000000000000000000000", ReadPage.Fact(payout, "Total").Value);
        Assert.True(page.Text.Length < 300_000, $"the page has {page.Text.Length} characters");
    }

    [Fact]
    public void Of_many_first_holders_the_largest_are_named_and_the_spread_is_drawn()
    {
        ReportModel small = SampleReport.Small();
        ReportAllocation[] many = [.. Enumerable.Range(1, 300).Select(static i => new ReportAllocation($"holder {i}", SampleReport.Account($"holder {i}"), SampleReport.Coins(i)))];
        IReadOnlyList<ReportFile> files = ReportWriter.Write(small with { Tokens = [small.Tokens[0] with { Allocation = many, Distribution = TestSpread.Of(many.Select(static a => a.Amount)) }] });
        var page = ReadPage.Of(files[0]);

        Assert.Equal(10, ReadPage.Rows(page.ById("tokens"), "Largest first holders of SNS").Length);
        Assert.StartsWith("300 SNS", ReadPage.Hover(ReadPage.Rows(page.ById("tokens"), "Largest first holders of SNS")[0][1]), StringComparison.Ordinal);
        Assert.NotEmpty(page.ById("token-0-lorenz").Descendants(ReadPage.Svg + "path"));
        Assert.Contains("10 of 300 rows. allocation.csv has all of them.", page.ById("tokens").Descendants(ReadPage.Html + "p").Select(static p => p.Value));
        Assert.Equal(301, ReadCsv.Of(files, "allocation.csv").Rows.Count);
        AssertCoordinates(page);
    }

    [Fact]
    public void Refers_to_nothing_but_the_explorer_and_the_files_beside_it()
    {
        ReportModel model = SampleReport.Small();
        IReadOnlyList<ReportFile> files = ReportWriter.Write(model);
        ReadPage page = ReadPage.Of(files[0]);

        string rest = page.Text
            .Replace("xmlns=\"http://www.w3.org/1999/xhtml\"", "", StringComparison.Ordinal)
            .Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)
            .Replace("href=\"https://explorer.example/", "", StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)https?:|[\"'(= ]//[a-z]|url\\(|@import", rest);
        Assert.DoesNotContain(page.Elements.Attributes(), static a => a.Name.LocalName is "src" or "srcset" or "action" or "style" or "background" or "poster");
        Assert.DoesNotContain(page.Elements, static e => e.Name.LocalName is "link" or "iframe" or "object" or "embed" or "img" or "form" or "base");
        string[] links = [.. page.Elements.Attributes("href").Select(static a => a.Value)];
        Assert.Contains("https://explorer.example/tx/" + model.Transactions[0].Hash, links);
        Assert.All(
            links.Where(static l => !l.StartsWith('#') && !l.StartsWith("https://explorer.example/", StringComparison.Ordinal)),
            l => Assert.Contains(l, files.Select(static f => f.Name)));
        Assert.Equal(files.Skip(1).Select(static f => f.Name), links.Where(l => files.Any(f => f.Name == l)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public void Links_no_explorer_that_is_not_on_the_web(string explorer)
    {
        ReportModel small = SampleReport.Small();
        ReadPage page = ReadPage.Of(small with { Network = small.Network with { Explorer = new Uri(explorer, UriKind.RelativeOrAbsolute) } });

        Assert.DoesNotContain(page.Elements.Attributes("href"), static a => a.Value.Contains(':', StringComparison.Ordinal) || a.Value.StartsWith('/'));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(201, "200 of 201 rows. transactions.csv has all of them.")]
    [InlineData(12_345, "200 of 12,345 rows. transactions.csv has all of them.")]
    public void A_long_table_says_what_it_leaves_out(int rows, string? note)
    {
        ReportModel small = SampleReport.Small();
        ReportModel model = small with { Transactions = [.. Enumerable.Range(0, rows).Select(i => small.Transactions[0] with { Block = (ulong)i })] };
        IReadOnlyList<ReportFile> files = ReportWriter.Write(model);
        XElement section = ReadPage.Of(files[0]).ById("transactions");

        Assert.Equal(HtmlTable.MostRows, ReadPage.Rows(section, "The operator's transactions").Length);
        Assert.Equal(note, section.Elements(ReadPage.Html + "p").SingleOrDefault(static p => (string?)p.Attribute("class") == "note")?.Value);
        Assert.Equal(rows + 1, ReadCsv.Of(files, "transactions.csv").Rows.Count);
    }

    [Fact]
    public void Says_that_nothing_was_verified_or_what_does_not_hold()
    {
        ReportModel small = SampleReport.Small();
        string Verdict(ReportModel model) => ReadPage.Of(model).Elements.Single(static e => (string?)e.Attribute("aria-label") == "Verdict").Value;

        Assert.Contains("Verified: every one of 9 checks holds", Verdict(small), StringComparison.Ordinal);
        Assert.Contains("Not verified: nothing was compared with the chain", Verdict(small with { Checks = [] }), StringComparison.Ordinal);
        ReportModel wrong = small with { Checks = [.. small.Checks, new("drop.x", "the root", "0x01", "0x02", false)] };
        Assert.Contains("Not verified: 1 of 10 checks does not hold", Verdict(wrong), StringComparison.Ordinal);
        Assert.Contains("drop.x: the root", Verdict(wrong), StringComparison.Ordinal);
        Assert.Equal("drop.x", ReadPage.Rows(ReadPage.Of(wrong).ById("verification"), "What was compared, and how it came out")[0][0].Value);
    }

    private static void AssertCoordinates(ReadPage page)
    {
        foreach (XElement element in page.Elements.Where(static e => e.Name.Namespace == ReadPage.Svg))
        {
            foreach (string name in (string[])["x", "y", "cx", "cy", "width", "height", "r"])
            {
                if ((string?)element.Attribute(name) is { } text)
                    Assert.InRange(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), 0, 940);
            }

            if ((string?)element.Attribute("d") is { } path)
                Assert.All(Numbers().Matches(path), static m => Assert.InRange(double.Parse(m.Value, CultureInfo.InvariantCulture), -30, 940));
            if ((string?)element.Attribute("d") is { } whole)
                Assert.Matches("^[MLHVZlvh0-9. -]*$", whole);
        }
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
