using Bursar.App.Reporting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Tests.Reporting;

/// <summary>Reports about tokens, sites and lists that mean harm.</summary>
internal static class HostileReport
{
    public static readonly UInt256 TwoTo255 = UInt256.One << 255;

    /// <summary>The small report with every free text replaced by <paramref name="text"/>.</summary>
    public static ReportModel Saying(string text)
    {
        ReportModel small = SampleReport.Small();
        return small with
        {
            Title = text,
            Summary = text,
            LaunchName = text,
            Network = small.Network with { Name = text, Consensus = text, Finality = text, NativeSymbol = text },
            Operator = small.Operator with { Name = text },
            Tokens =
            [
                .. small.Tokens.Select(t => t with { Name = text, Symbol = text, Powers = [text, text], Allocation = [.. t.Allocation.Select(a => a with { Label = text })] }),
            ],
            Sites = [.. small.Sites.Select(s => s with { Site = text, Kind = text, Status = text, Method = text })],
            Drops =
            [
                .. small.Drops.Select(d => d with { Name = text, Format = text, Uri = text, Concentration = [.. d.Concentration.Select(c => c with { Label = text })] }),
            ],
            Payouts = [.. small.Payouts.Select(p => p with { Name = text, Distribution = small.Drops[0].Distribution })],
            Vesting = [.. small.Vesting.Select(v => v with { Name = text, Schedules = [.. v.Schedules.Select(s => s with { Label = text })] })],
            Vouchers = [.. small.Vouchers.Select(v => v with { Name = text })],
            Programmes = [.. small.Programmes.Select(p => p with { Name = text, Lists = [.. p.Lists.Select(l => l with { Uri = text, State = text })] })],
            Staking = [.. small.Staking.Select(s => s with { Name = text, Events = [.. s.Events.Select(e => e with { Kind = text })] })],
            Checks = [.. small.Checks.Select(_ => new ReportCheck(text, text, text, text + text, false))],
            Transactions = [.. small.Transactions.Select(t => t with { Step = text, Title = text })],
            Reproduce = [new ReportCommand(text, text)],
        };
    }

    /// <summary>The small report with amounts of 2^255, whose sums do not fit 256 bits.</summary>
    public static ReportModel Huge(byte decimals)
    {
        ReportModel small = SampleReport.Small();
        ReportDistribution Spread(ReportDistribution d) => d with
        {
            Smallest = UInt256.One,
            Median = TwoTo255,
            Largest = TwoTo255,
            Histogram = [new(UInt256.One, TwoTo255, 1), new(TwoTo255, UInt256.MaxValue, 59)],
        };
        return small with
        {
            Tokens = [.. small.Tokens.Select(t => t with { Decimals = decimals, TotalSupply = TwoTo255, Allocation = [.. t.Allocation.Select(a => a with { Amount = TwoTo255 })] })],
            Drops =
            [
                .. small.Drops.Select(d => d with
                {
                    Total = TwoTo255, Escrow = TwoTo255, Distribution = Spread(d.Distribution!), Claims = [.. d.Claims.Select(c => c with { Amount = TwoTo255, Index = TwoTo255 })],
                }),
            ],
            Payouts =
            [
                .. small.Payouts.Select(p => p with
                {
                    Total = TwoTo255,
                    Distribution = Spread(p.Distribution!),
                    Batches = [.. p.Batches.Select(b => b with { Paid = TwoTo255, GasUsed = ulong.MaxValue, Block = ulong.MaxValue })],
                    Failures = [.. p.Failures.Select(f => f with { Amount = TwoTo255 })],
                }),
            ],
            Vouchers =
            [
                .. small.Vouchers.Select(v => v with
                {
                    Total = TwoTo255, Held = TwoTo255, Payments = [.. v.Payments.Select(p => p with { Amount = TwoTo255, Number = TwoTo255 })],
                    Signers = [.. v.Signers.Select(s => s with { Left = TwoTo255, Paid = TwoTo255 })],
                }),
            ],
            Programmes = [.. small.Programmes.Select(p => p with { WindowSeconds = 3_153_600_000, Claims = [.. p.Claims.Select(c => c with { Amount = TwoTo255 })] })],
            Staking =
            [
                .. small.Staking.Select(s => s with
                {
                    Staked = TwoTo255, Cooling = TwoTo255, Supply = TwoTo255, Stakes = [.. s.Stakes.Select(k => k with { Amount = TwoTo255, Claimable = [TwoTo255, TwoTo255] })],
                    Rewards = [.. s.Rewards.Select(r => r with { Funded = TwoTo255, Paid = TwoTo255, Left = TwoTo255, PeriodSeconds = Bursar.Core.Staking.StakingModel.MaxDuration })],
                }),
            ],
            Transactions = [.. small.Transactions.Select(t => t with { Fee = TwoTo255, GasUsed = ulong.MaxValue, Block = ulong.MaxValue })],
        };
    }
}
