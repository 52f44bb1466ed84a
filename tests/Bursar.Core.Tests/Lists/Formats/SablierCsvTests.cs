using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class SablierCsvTests
{
    private static readonly ListReadOptions Airdrop = Whole(6) with { Format = ListFormat.Sablier };

    private static readonly ListReadOptions Utc = Whole(6) with { Zone = TimeSpan.Zero };

    [Fact]
    public void An_airdrop_is_a_plain_list_with_stricter_rules()
    {
        Assert.Equal(3_500_000UL, (ulong)Sound($"address,amount\n{A},1.5\n{B},2\n", Airdrop).ToRecipientList(Airdrop).Value.Total);
        Assert.Equal("list.too-few-rows", OnlyFault($"address,amount\n{A},1.5\n", Airdrop).Code);
        Assert.Equal("list.duplicate", OnlyFault($"address,amount\n{A},1.5\n{A},2\n", Airdrop with { Allow = AllowedRows.All }).Code);
        Assert.Equal("list.zero-amount", OnlyFault($"address,amount\n{A},1.5\n{B},0\n", Airdrop with { Allow = AllowedRows.All }).Code);
        Assert.Equal("list.fraction-digits", OnlyFault($"address,amount\n{A},1.1234567\n{B},2\n", Airdrop).Code);
        Assert.Equal("list.unit-needed", OnlyFault($"address,amount\n{A},1\n{B},2\n", Options with { Format = ListFormat.Sablier }).Code);
    }

    [Fact]
    public void Reads_the_three_ways_of_timing()
    {
        ListDocument list = Sound($"""
            address,amount,duration,start,end,cliffDuration,cliffEnd,months,steps,unlock,initial,cliffAmount
            {A},100,1 year 20 days,,,3 hours,,,,10,,5.5
            {B},100,,2026-02-14 17:25,2027-02-14 17:25,,2026-03-01 00:00,,,,,
            {ListText.C},100,,2026-02-14 17:25,,,,12,,,at start,
            0x00000000000000000000000000000000000000d4,100,2 years,,,,,,4,,,
            """, Utc);
        Assert.Equal(
            new StreamTerms { Duration = new StreamDuration(1, 20, 0), CliffDuration = new StreamDuration(0, 0, 3), Unlock = 10_000_000, CliffAmount = 5_500_000 },
            list.Entries[0].Terms!.Stream);
        Assert.Equal(
            new StreamTerms { Start = At("2026-02-14T17:25Z"), End = At("2027-02-14T17:25Z"), CliffEnd = At("2026-03-01T00:00Z") },
            list.Entries[1].Terms!.Stream);
        Assert.Equal(new StreamTerms { Start = At("2026-02-14T17:25Z"), Months = 12, FirstAtStart = true }, list.Entries[2].Terms!.Stream);
        Assert.Equal(new StreamTerms { Duration = new StreamDuration(2, 0, 0), Steps = 4 }, list.Entries[3].Terms!.Stream);
    }

    [Fact]
    public void A_time_needs_a_zone_of_its_own_or_of_the_whole_list()
    {
        string text = $"address,amount,start,end\n{A},1,2026-02-14 17:25,2027-02-14 17:25\n";
        Result<ListDocument> read = Read(text, Whole(6));
        Assert.Equal(["list.no-zone", "list.no-zone"], read.Faults.Select(f => f.Code));
        Assert.Equal(["row 2, column start", "row 2, column end"], read.Faults.Select(f => f.Field));

        Assert.Equal(At("2026-02-14T15:25Z"), Sound(text, Whole(6) with { Zone = TimeSpan.FromHours(2) }).Entries[0].Terms!.Stream!.Start);
        ListDocument zoned = Sound($"address,amount,start,end\n{A},1,2026-02-14 17:25 +01:00,2026-02-14T17:25Z\n", Whole(6) with { Zone = TimeSpan.FromHours(9) });
        Assert.Equal(At("2026-02-14T16:25Z"), zoned.Entries[0].Terms!.Stream!.Start);
        Assert.Equal(At("2026-02-14T17:25Z"), zoned.Entries[0].Terms!.Stream!.End);
    }

    [Theory]
    [InlineData("duration", "1 year", null)]
    [InlineData("duration,cliffDuration", "1 year,365 days", "list.schedule")]
    [InlineData("duration,cliffDuration", "1 year,364 days 23 hours", null)]
    [InlineData("duration,start", "1 year,2026-01-01 00:00", "list.schedule")]
    [InlineData("duration,end", "1 year,2026-01-01 00:00", "list.schedule")]
    [InlineData("duration,months", "1 year,3", "list.schedule")]
    [InlineData("duration,cliffEnd", "1 year,2026-01-01 00:00", "list.schedule")]
    [InlineData("duration,unlock", "1 year,1", null)]
    [InlineData("duration,unlock", "1 year,1.000001", "list.schedule")]
    [InlineData("duration,cliffDuration,unlock,cliffAmount", "1 year,1 days,0.5,0.5", null)]
    [InlineData("duration,cliffDuration,unlock,cliffAmount", "1 year,1 days,0.5,0.6", "list.schedule")]
    [InlineData("duration,cliffAmount", "1 year,0.6", "list.schedule")]
    [InlineData("duration,steps", "1 year,4", null)]
    [InlineData("duration,steps", "1 year,0", "list.bad-number")]
    [InlineData("duration,steps,unlock", "1 year,4,0.1", "list.schedule")]
    [InlineData("duration,initial", "1 year,at start", "list.schedule")]
    [InlineData("end", "2026-01-01 00:00", null)]
    [InlineData("end,steps", "2026-01-01 00:00,3", "list.schedule")]
    [InlineData("start,end", "2026-01-01 00:00,2026-01-01 00:00", "list.schedule")]
    [InlineData("start,end,cliffEnd", "2026-01-01 00:00,2027-01-01 00:00,2027-01-01 00:00", "list.schedule")]
    [InlineData("start,months,initial", "2026-01-01 00:00,6,end of first month", null)]
    [InlineData("start,months,initial", "2026-01-01 00:00,6,End of first month", null)]
    [InlineData("start,months,initial", "2026-01-01 00:00,6,sometimes", "list.bad-initial")]
    [InlineData("start,months", "2026-01-01 00:00,6", "list.schedule")]
    [InlineData("months,initial", "6,at start", "list.schedule")]
    [InlineData("start,duration", ",", "list.schedule")]
    [InlineData("duration", "1 fortnight", "list.bad-duration")]
    [InlineData("duration", "3 hours 1 day", "list.bad-duration")]
    [InlineData("duration", "1", "list.bad-duration")]
    [InlineData("duration", "0 days", "list.bad-duration")]
    [InlineData("end", "14.02.2026 17:25", "list.bad-time")]
    [InlineData("end", "1960-01-01 00:00", "list.bad-time")]
    public void Parts_of_a_schedule_go_together(string columns, string cells, string? code)
    {
        Result<ListDocument> read = Read($"address,amount,{columns}\n{A},1,{cells}\n", Utc with { Format = ListFormat.SablierStreams });
        Assert.Equal(code is null ? [] : [code], read.Faults.Select(f => f.Code));
    }

    [Fact]
    public void A_schedule_is_lost_only_by_name()
    {
        ListDocument list = Sound($"address,amount,duration\n{A},1,1 year\n", Utc);
        Assert.Equal("list.would-lose", Assert.Single(list.ToRecipientList(Utc).Faults).Code);
        Assert.True(list.ToRecipientList(Utc with { Lose = ListFields.Schedule }).IsOk);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
