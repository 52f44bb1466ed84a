using System.Globalization;
using Bursar.App.Reporting;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>The files of a report as a whole.</summary>
public sealed class ReportWriterTests
{
    [Fact]
    public void Names_one_file_for_each_table()
    {
        Assert.Equal(
            [
                "index.html", "report.json", "tokens.csv", "allocation.csv", "holders.csv", "sites.csv", "vesting-schedules.csv", "vesting-later.csv", "unlocks.csv", "drops.csv", "claims.csv", "payouts.csv", "payout-batches.csv",
                "payout-failures.csv", "vouchers.csv", "voucher-signers.csv", "voucher-payments.csv", "voucher-revocations.csv", "programmes.csv", "programme-tokens.csv",
                "programme-lists.csv", "programme-claims.csv", "staking.csv", "staking-tiers.csv", "staking-rewards.csv", "stakes.csv", "staking-events.csv", "concentration.csv", "distribution.csv", "lorenz.csv", "histogram.csv", "checks.csv", "transactions.csv",
            ],
            ReportWriter.Write(SampleReport.Small()).Select(static f => f.Name));
        ReportModel bare = SampleReport.Small() with { Tokens = [], Sites = [], Vesting = [], Unlocks = [], Drops = [], Payouts = [], Vouchers = [], Programmes = [], Staking = [], Checks = [], Transactions = [], Reproduce = [] };
        Assert.Equal(["index.html", "report.json"], ReportWriter.Write(bare).Select(static f => f.Name));
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        IReadOnlyList<ReportFile> first = ReportWriter.Write(SampleReport.Small());
        AssertSame(first, ReportWriter.Write(SampleReport.Small()));

        ReportModel model = SampleReport.Small();
        DateTimeOffset elsewhere = model.GeneratedAt.ToOffset(TimeSpan.FromHours(9));
        IReadOnlyList<ReportFile> moved = ReportWriter.Write(model with { GeneratedAt = elsewhere });
        AssertSame([.. first.Where(static f => f.Name != "report.json")], [.. moved.Where(static f => f.Name != "report.json")]);
    }

    [Fact]
    public void The_culture_changes_no_byte()
    {
        IReadOnlyList<ReportFile> first = ReportWriter.Write(SampleReport.Small());
        CultureInfo before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NumberGroupSeparator = ".";
        strange.NumberFormat.NegativeSign = "minus";
        strange.DateTimeFormat.TimeSeparator = ".";
        strange.DateTimeFormat.DateSeparator = ".";
        CultureInfo.CurrentCulture = strange;
        try
        {
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            AssertSame(first, ReportWriter.Write(SampleReport.Small()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Writes_whole_files_over_those_of_an_earlier_report()
    {
        string folder = Directory.CreateTempSubdirectory("bursar-report-").FullName;
        try
        {
            string inner = Path.Combine(folder, "new", "report");
            await ReportWriter.WriteAsync(SampleReport.Small() with { Title = "Earlier " + new string('x', 5000) }, inner, TestContext.Current.CancellationToken);
            string page = await ReportWriter.WriteAsync(SampleReport.Small(), inner, TestContext.Current.CancellationToken);

            Assert.Equal(Path.Combine(inner, "index.html"), page);
            IReadOnlyList<ReportFile> expected = ReportWriter.Write(SampleReport.Small());
            Assert.Equal(expected.Select(static f => f.Name).Order(StringComparer.Ordinal), Directory.GetFiles(inner).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            foreach (ReportFile file in expected)
                Assert.Equal(file.Content.ToArray(), await File.ReadAllBytesAsync(Path.Combine(inner, file.Name), TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertSame(IReadOnlyList<ReportFile> first, IReadOnlyList<ReportFile> second)
    {
        Assert.Equal(first.Select(static f => f.Name), second.Select(static f => f.Name));
        foreach ((ReportFile a, ReportFile b) in first.Zip(second))
            Assert.True(a.Content.Span.SequenceEqual(b.Content.Span), $"{a.Name} differs");
    }
}
