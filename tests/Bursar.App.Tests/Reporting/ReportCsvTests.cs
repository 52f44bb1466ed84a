using Bursar.App.Reporting;
using Bursar.App.Reporting.Csv;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>The CSV files: every reader gets the same cells, and no cell becomes a formula.</summary>
public sealed class ReportCsvTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("comma, semicolon; and \"quotes\"")]
    [InlineData("\"")]
    [InlineData("\"\"\",\"")]
    [InlineData(" blanks around ")]
    [InlineData("12345678901234567890.5")]
    [InlineData("名前 🪙")]
    public void A_cell_is_read_as_it_was_written(string text) => Assert.Equal(text, Cell(text));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("|calc", "'|calc")]
    [InlineData("%0A=1", "'%0A=1")]
    [InlineData("\t=1", "⟨U+0009⟩=1")]
    [InlineData("\r\n=1", "⟨U+000D⟩⟨U+000A⟩=1")]
    [InlineData("\uFEFF=1", "⟨U+FEFF⟩=1")]
    [InlineData("\u00A0=1", "⟨U+00A0⟩=1")]
    [InlineData("a\r\n=1", "a⟨U+000D⟩⟨U+000A⟩=1")]
    [InlineData("a=1", "a=1")]
    public void A_formula_becomes_text(string text, string expected) => Assert.Equal(expected, Cell(text));

    [Theory]
    [MemberData(nameof(ReportPageTests.Hostile), MemberType = typeof(ReportPageTests), DisableDiscoveryEnumeration = true)]
    [InlineData("=cmd|'/C calc'!A1")]
    [InlineData("\",=1+1,\"")]
    [InlineData(",,,\r\n=1+1;=2")]
    public void Strange_text_breaks_no_table(string text)
    {
        IReadOnlyList<ReportFile> plain = ReportWriter.Write(HostileReport.Saying("plain"));
        IReadOnlyList<ReportFile> files = ReportWriter.Write(HostileReport.Saying(text));

        Assert.Equal(plain.Select(static f => f.Name), files.Select(static f => f.Name));
        foreach (ReportFile file in files.Where(static f => f.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            ReadCsv table = ReadCsv.Of(file);
            Assert.Equal(ReadCsv.Of(plain, file.Name).Rows.Count, table.Rows.Count);
            foreach (string[] row in table.Rows)
            {
                Assert.Equal(table.Rows[0].Length, row.Length);
                Assert.All(row, c => Assert.False(c.Length > 0 && c.TrimStart() is [('=' or '+' or '-' or '@' or '\t' or '\r'), ..], $"{file.Name}: {c}"));
                Assert.All(row, c => Assert.False(c.AsSpan().ContainsAny("\r\n\t\0"), $"{file.Name}: {c}"));
            }
        }
    }

    [Fact]
    public void Every_amount_stands_with_its_decimals_and_in_base_units()
    {
        IReadOnlyList<ReportFile> files = ReportWriter.Write(SampleReport.Ens());
        ReadCsv drops = ReadCsv.Of(files, "drops.csv");

        Assert.Equal(["137689"], drops.Column("rows"));
        Assert.Equal(["25000000.000000001930530982"], drops.Column("total"));
        Assert.Equal(["25000000000000001930530982"], drops.Column("total_base_units"));
        Assert.Equal(4321, ReadCsv.Of(files, "claims.csv").Rows.Count - 1);
    }

    [Fact]
    public void An_amount_of_an_unknown_token_is_given_in_base_units_only()
    {
        ReadCsv drops = ReadCsv.Of(ReportWriter.Write(SampleReport.Small() with { Tokens = [] }), "drops.csv");

        Assert.Equal([""], drops.Column("total"));
        Assert.Equal(["73810000000000000000000"], drops.Column("total_base_units"));
    }

    private static string Cell(string text)
    {
        var table = new CsvTable("a", "b", "c");
        table.Row("first", text, "last");
        ReadCsv read = ReadCsv.Of(new ReportFile("x.csv", table.ToBytes()));
        Assert.Equal(["a", "b", "c"], read.Rows[0]);
        Assert.Equal(2, read.Rows.Count);
        Assert.Equal("first", read.Rows[1][0]);
        Assert.Equal("last", read.Rows[1][2]);
        return read.Rows[1][1];
    }
}
