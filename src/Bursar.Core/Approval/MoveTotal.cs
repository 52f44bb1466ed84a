using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>What a plan moves of one asset, all steps together.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Symbol">Its symbol, for people.</param>
/// <param name="Decimals">Its decimals.</param>
/// <param name="Amount">The sum, in base units; null when a step's amount cannot be told.</param>
/// <param name="Recipients">Number of different accounts that receive it.</param>
public sealed record MoveTotal(MovedAsset Asset, string Symbol, byte Decimals, UInt256? Amount, int Recipients)
{
    /// <summary>The amount with its symbol.</summary>
    public string Text => Amount is { } amount ? $"{new Amount(amount, Decimals)} {Symbol}" : $"an unknown amount of {Symbol}";

    /// <summary>The totals of <paramref name="moves"/> per asset, in the order in which assets first occur.</summary>
    public static IReadOnlyList<MoveTotal> Of(IEnumerable<PlanMove> moves) =>
    [
        .. moves.Where(m => m.Asset is not null).GroupBy(m => m.Asset!.Value).Select(group => new MoveTotal(
            group.Key, group.First().Symbol, group.First().Decimals,
            group.Aggregate((UInt256?)UInt256.Zero, (sum, m) => sum is { } so && m.Amount is { } more ? so + more : null),
            group.SelectMany(m => m.Recipients).Select(r => r.Account).Distinct().Count())),
    ];
}
