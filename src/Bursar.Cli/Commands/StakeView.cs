using System.Globalization;
using System.Text.Json.Nodes;
using Bursar.App.Staking;
using Bursar.Cli.Output;
using Bursar.Contracts;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>A staking pool, and an account's part of it, for people and for programs.</summary>
internal static class StakeView
{
    private const ulong LastSecond = 253_402_300_799;

    public static Outcome Show(StakingState state, Address? account, StakingPool.CoolingOfResult? cooling) => new(ToJson(state, account, cooling), t => Print(t, state, account, cooling));

    private static void Print(Terminal t, StakingState state, Address? account, StakingPool.CoolingOfResult? cooling)
    {
        StakingModel model = state.History.Model;
        SentView.Line(t, "pool", state.Address.ToString());
        SentView.Line(t, "stakes", state.Nfts ? $"NFTs of {state.Token.Address}" : $"{state.Token.Symbol} at {state.Token.Address}");
        SentView.Line(t, "staked", $"{Staked(state, model.Staked)} by {state.Stakers:N0} account{(state.Stakers == 1 ? "" : "s")}");
        foreach ((int number, StakingFactory.Tier tier) in state.Parameters.Tiers.Index())
            SentView.Line(t, $"tier {number}", $"{(tier.Lock == 0 ? "no lock" : $"locked {TimeSpan.FromSeconds(tier.Lock):g} from the last stake on")}, weight {tier.Weight}");
        if (state.Parameters.Cooldown > 0)
            SentView.Line(t, "cooldown", $"{TimeSpan.FromSeconds(state.Parameters.Cooldown):g}");
        foreach ((int number, StakingToken reward) in state.Rewards.Index())
        {
            StakingRewardState found = state.RewardOf(number);
            SentView.Line(t, $"reward {number}", $"{reward.Text(found.Funded)} funded, {reward.Text(found.Paid)} paid, {reward.Text(found.Left)} left, {reward.Text(found.Unearned)} of it earned by nobody");
            SentView.Line(t, "period", found.Period.Duration == 0 ? "none yet"
                : $"{reward.Text(found.Period.Amount)} in {TimeSpan.FromSeconds(found.Period.Duration):g}, {(state.Time < found.Period.Finish ? "until" : "over since")} {Moment(found.Period.Finish)}");
        }

        SentView.Line(t, "owner", $"{state.Owner}, who funds periods and takes back what nobody earned");
        if (account is not { } who)
            return;
        foreach (StakingPosition position in Of(state, who))
        {
            SentView.Line(t, $"in tier {position.Tier}", $"{Staked(state, position.Amount)}{(position.LockedUntil > state.Time ? $", locked until {Moment(position.LockedUntil)}" : "")}; "
                + $"to claim: {string.Join(" and ", position.Claimable.Select((c, i) => state.Rewards[i].Text(c)))}");
        }

        if (Of(state, who).Count == 0)
            SentView.Line(t, "account", $"{who} has nothing staked");
        if (cooling is { } leaving && !leaving.Amount.IsZero)
            SentView.Line(t, "cooling", $"{Staked(state, leaving.Amount)}, to be collected from {Moment((ulong)leaving.ReadyAt)} on");
    }

    private static JsonObject ToJson(StakingState state, Address? account, StakingPool.CoolingOfResult? cooling)
    {
        var json = new JsonObject
        {
            ["ok"] = true,
            ["address"] = state.Address.ToString(),
            ["block"] = state.Block,
            ["owner"] = state.Owner.ToString(),
            ["nfts"] = state.Nfts,
            ["token"] = state.Token.Address.ToString(),
            ["symbol"] = state.Token.Symbol,
            ["staked"] = state.History.Model.Staked.ToString(),
            ["shares"] = state.History.Model.Shares.ToString(),
            ["stakers"] = state.Stakers,
            ["votes"] = state.Parameters.Votes,
            ["cooldownSeconds"] = state.Parameters.Cooldown.ToString(CultureInfo.InvariantCulture),
            ["tiers"] = new JsonArray([.. state.Parameters.Tiers.Select(t => (JsonNode)new JsonObject { ["lockSeconds"] = t.Lock.ToString(CultureInfo.InvariantCulture), ["weight"] = t.Weight })]),
            ["rewards"] = new JsonArray([.. state.Rewards.Select((r, i) => (JsonNode)RewardJson(r, state.RewardOf(i)))]),
        };
        if (account is { } who)
        {
            json["account"] = who.ToString();
            json["positions"] = new JsonArray([.. Of(state, who).Select(p => (JsonNode)new JsonObject
            {
                ["tier"] = p.Tier, ["amount"] = p.Amount.ToString(), ["lockedUntil"] = p.LockedUntil == 0 ? null : Moment(p.LockedUntil),
                ["claimable"] = new JsonArray([.. p.Claimable.Select(c => (JsonNode)c.ToString())]),
            })]);
            json["nftIds"] = state.Nfts ? new JsonArray([.. state.History.Nfts.Where(n => n.Value == who).Select(n => (JsonNode)n.Key.ToString())]) : null;
            json["cooling"] = cooling?.Amount.ToString();
            json["collectFrom"] = cooling is { } leaving && !leaving.Amount.IsZero ? Moment((ulong)leaving.ReadyAt) : null;
        }

        return json;
    }

    private static JsonObject RewardJson(StakingToken token, StakingRewardState reward) => new()
    {
        ["token"] = token.Address.ToString(),
        ["symbol"] = token.Symbol,
        ["decimals"] = token.Decimals,
        ["funded"] = reward.Funded.ToString(),
        ["paid"] = reward.Paid.ToString(),
        ["reclaimed"] = reward.Reclaimed.ToString(),
        ["left"] = reward.Left.ToString(),
        ["unearned"] = reward.Unearned.ToString(),
        ["periodAmount"] = reward.Period.Amount.ToString(),
        ["periodSeconds"] = reward.Period.Duration.ToString(CultureInfo.InvariantCulture),
        ["finish"] = reward.Period.Duration == 0 ? null : Moment(reward.Period.Finish),
    };

    private static List<StakingPosition> Of(StakingState state, Address account) => [.. state.Positions.Where(p => p.Account == account)];

    private static string Staked(StakingState state, UInt256 amount) => state.Nfts ? $"{amount} NFT{(amount == UInt256.One ? "" : "s")}" : state.Token.Text(amount);

    private static string Moment(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, LastSecond)).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
