using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>What vests, as a launch file says it.</summary>
public sealed class LaunchVestingTests
{
    private const string Text = """
        bursar: 1
        name: guild
        network: local
        operator: "0x00000000000000000000000000000000000000a1"
        tokens:
          coin:
            name: Coin
            symbol: C
            decimals: 2
            supply: 1_000
            genesis:
              - { to: operator, amount: 600 }
              - { to: "0x00000000000000000000000000000000000000b1", amount: 400, label: Ada, vesting: founders }
          old: { address: "0x00000000000000000000000000000000000000c3", decimals: 0 }
        vesting:
          founders: { token: coin, start: 2026-03-01, cliff: 1y, duration: 4y, revoker: operator }
          team:
            token: coin
            start: 2026-03-01T12:00:00Z
            cliff: 2026-09-01
            end: 2028-03-01
            recipients:
              - { to: "0x00000000000000000000000000000000000000d1", amount: 10.25, label: Bob }
              - { to: operator, amount: 20 }
            batch: 20
          months: { token: coin, to: operator, amount: 1, label: rest, steps: { first: 2026-01-31, every: month, count: 3 } }
          dates: { token: old, to: operator, amount: 7, steps: [{ at: 2026-05-01, amount: 3 }, { at: 2026-06-01, amount: 4 }] }
          curve: { token: old, to: operator, amount: 9, points: [{ at: 2026-05-01, total: 0 }, { at: 2026-06-01, total: 9, line: true }] }
          streams: { token: old, from: { file: streams.csv, zone: UTC }, start: 2026-12-01, revoker: "0x00000000000000000000000000000000000000e1" }
          list: { token: old, from: list.csv, unit: base, start: 2026-12-01, duration: 52w }
        drops:
          air: { token: coin, list: people.csv, claim-for: true, vesting: founders }
        """;

    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        Core.Launch.Launch launch = LaunchReader.Read(Text, "launch.yaml").Value;
        Assert.Equal(["founders", "team", "months", "dates", "curve", "streams", "list"], launch.Vesting.Select(v => v.Key));
        VestingSpec founders = launch.Vesting[0];
        Assert.True(founders.IsTermsOnly);
        Assert.Equal(launch.Operator, founders.Revoker);
        Assert.Equal((Date(2026, 3, 1), Date(2027, 3, 1), Date(2030, 2, 28)), (founders.Terms!.Start, founders.Terms.Cliff, founders.Terms.End));
        Assert.Equal("founders", ((CreatedTokenSpec)launch.Tokens[0]).Genesis.Rows[1].Vesting);
        Assert.Equal("founders", Assert.Single(launch.Drops).Vesting);
        VestingSpec team = launch.Vesting[1];
        Assert.Null(team.Revoker);
        Assert.Equal(20, team.Batch);
        Assert.Equal([("10.25", "Bob"), ("20", null)], team.Rows.Select(r => (r.Amount.ToString(), r.Label)));
        Assert.Equal((Date(2026, 3, 1).AddHours(12), Date(2026, 9, 1), Date(2028, 3, 1)), (team.Terms!.Start, team.Terms.Cliff, team.Terms.End));
        Assert.Equal([Date(2026, 1, 31), Date(2026, 2, 28), Date(2026, 3, 31)], launch.Vesting[2].Terms!.Steps!);
        Assert.Equal([new(Date(2026, 5, 1), 3, false), new(Date(2026, 6, 1), 7, false)], launch.Vesting[3].Terms!.Points!.Points);
        Assert.Equal([new(Date(2026, 5, 1), 0, false), new(Date(2026, 6, 1), 9, true)], launch.Vesting[4].Terms!.Points!.Points);
        Assert.Equal((null, Date(2026, 12, 1), "streams.csv"), (launch.Vesting[5].Terms, launch.Vesting[5].Start, launch.Vesting[5].From!.Path));
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(Text)));
    }

    [Theory]
    [InlineData("duration: 4y, revoker", "duration: 4y, end: 2027-01-01, revoker", "launch.vesting-curve")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "start: 2026-03-01, cliff: 5y, duration: 4y", "vesting.bad-dates")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "start: 2026-03-01, cliff: 1y", "launch.vesting-curve")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "cliff: 1y, duration: 4y", "launch.missing-key")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "start: 2026-03-01, duration: 400y", "launch.bad-duration")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "start: 9999-12-01, duration: 4y", "launch.bad-duration")]
    [InlineData("start: 2026-03-01, cliff: 1y, duration: 4y", "start: 2026-03-01 10:00, duration: 4y", "launch.no-zone")]
    [InlineData("vesting: founders }\n  old", "vesting: finders }\n  old", "launch.unknown-vesting")]
    [InlineData("vesting: founders }\n  old", "vesting: months }\n  old", null)]
    [InlineData("vesting: founders }\n  old", "vesting: dates }\n  old", "launch.vesting-token")]
    [InlineData("vesting: founders }\n  old", "vesting: streams }\n  old", "launch.vesting-token")]
    [InlineData("claim-for: true, vesting", "vesting", "launch.vesting-claim-for")]
    [InlineData("claim-for: true, vesting", "claim-for: true, inside: true, vesting", "launch.vesting-inside")]
    [InlineData("{ token: coin, to: operator, amount: 1, label: rest,", "{ token: coin,", "launch.vesting-unused")]
    [InlineData("to: operator, amount: 7,", "to: operator, amount: 8,", "vesting.other-total")]
    [InlineData("to: operator, amount: 7,", "amount: 7,", "launch.vesting-recipients")]
    [InlineData("to: operator, amount: 7,", "to: operator, amount: 7, from: a.csv,", "launch.vesting-recipients")]
    [InlineData("to: operator, amount: 7,", "to: operator, amount: 7, start: 2026-01-01,", "launch.vesting-curve")]
    [InlineData("to: operator, amount: 7,", "to: operator, amount: 7, unit: base,", "launch.vesting-recipients")]
    [InlineData("{ at: 2026-06-01, amount: 4 }", "{ at: 2026-05-01, amount: 4 }", "vesting.bad-point")]
    [InlineData("{ at: 2026-06-01, amount: 4 }", "{ amount: 4 }", "launch.missing-key")]
    [InlineData("{ at: 2026-06-01, amount: 4 }", "4", "launch.wrong-type")]
    [InlineData("{ at: 2026-05-01, total: 0 }", "{ at: 2026-05-01, total: 0, line: true }", "vesting.bad-point")]
    [InlineData("every: month", "every: fortnight", "launch.bad-duration")]
    [InlineData("every: month, count: 3", "every: year, count: 0", "launch.bad-number")]
    [InlineData("first: 2026-01-31, every: month, count: 3", "first: 9990-01-31, every: year, count: 30", "launch.bad-date")]
    [InlineData("batch: 20", "batch: 101", "launch.bad-number")]
    [InlineData("from: list.csv, unit: base, start: 2026-12-01, duration: 52w", "from: list.csv, unit: base, cliff: 52w", "launch.vesting-curve")]
    [InlineData("to: operator, amount: 9, points", "to: operator, amount: 9, revoker: me, points", "launch.bad-address")]
    public void What_is_wrong_has_its_fault(string old, string replacement, string? code)
    {
        string fresh = Text.Replace("\r", "", StringComparison.Ordinal).Replace(old.Replace("\n  ", "\n  ", StringComparison.Ordinal), replacement, StringComparison.Ordinal);
        Assert.NotEqual(Text, fresh);
        IReadOnlyList<Fault> faults = LaunchReader.Read(fresh, "launch.yaml").Faults;
        if (code is null)
        {
            Assert.Empty(faults);
            return;
        }

        Assert.Contains(code, faults.Select(f => f.Code));
        Assert.All(faults, f => Assert.True(f.Line > 1, f.Message));
    }

    [Fact]
    public void Every_bad_row_of_a_list_of_streams_is_reported_together()
    {
        const string Streams = """
            address,amount,duration,start,end,cliffDuration,cliffEnd,cliffAmount,months,steps,unlock,initial
            0x00000000000000000000000000000000000000d1,10,1 year,,,,,,,,,
            0x00000000000000000000000000000000000000d2,10,,2026-12-01 00:00,2027-12-01 00:00,,,,,300,,
            0x00000000000000000000000000000000000000d3,10,,2026-12-01 00:00,2026-11-01 00:00,,,,,,,
            0x00000000000000000000000000000000000000d4,10,,2026-12-01 00:00,,,,,299,,,at start
            """;
        VestingSpec spec = Spec("streams");
        Result<ListDocument> read = Read(Streams, spec);
        Assert.Equal([(4L, "list.schedule")], read.Faults.Select(f => (f.Line, f.Code)));
        string rest = string.Join('\n', Streams.Split('\n').Where(l => !l.Contains("d3", StringComparison.Ordinal)));
        Result<VestingList> list = VestingList.Of(Read(rest, spec).Value, spec with { Start = null }, Options(spec));
        Assert.Equal([(2L, "vesting.no-start"), (3L, "vesting.bad-points"), (4L, "vesting.bad-points")], list.Faults.Select(f => (f.Line, f.Code)));
        Assert.All(list.Faults, f => Assert.Equal(("streams.csv", $"row {f.Line}"), (f.File, f.Field)));
    }

    [Fact]
    public void A_list_of_accounts_takes_common_terms_and_one_of_streams_none()
    {
        VestingSpec streams = Spec("streams");
        VestingSpec plain = Spec("list");
        const string Accounts = "address,amount\n0x00000000000000000000000000000000000000d1,10\n0x00000000000000000000000000000000000000d1,10\n";
        const string Stream = "address,amount,end\n0x00000000000000000000000000000000000000d1,10,2027-01-01 00:00\n";
        VestingList list = VestingList.Of(Read(Accounts, plain).Value, plain, Options(plain)).Value;
        Assert.Equal((2, (UInt256)20), (list.Rows.Count, list.Total));
        Assert.Equal(plain.Terms!.End, list.Rows[0].Curve.End);
        Assert.StartsWith("address,amount,curve\n0x00000000000000000000000000000000000000d1,10,1796083200:0 ~1827532800:10\n", list.Canonical(), StringComparison.Ordinal);
        Assert.Equal("launch.vesting-curve", Assert.Single(VestingList.Of(Read(Accounts, streams).Value, streams, Options(streams)).Faults).Code);
        VestingSpec both = streams with { Terms = plain.Terms };
        Assert.Equal("launch.vesting-curve", Assert.Single(VestingList.Of(Read(Stream, both).Value, both, Options(both)).Faults).Code);
    }

    private static VestingSpec Spec(string key) => LaunchReader.Read(Text, "launch.yaml").Value.Vesting.First(v => v.Key == key);

    private static ListReadOptions Options(VestingSpec spec) => spec.From!.ReadOptions(spec.Token.Decimals, null, null);

    private static Result<ListDocument> Read(string text, VestingSpec spec) => ListDocumentReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Options(spec), TestContext.Current.CancellationToken);

    private static DateTimeOffset Date(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
