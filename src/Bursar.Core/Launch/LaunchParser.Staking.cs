using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Staking pools.</summary>
internal sealed partial class LaunchParser
{
    private static readonly string[] StakingKeys = ["token", "pool", "collection", "rewards", "tiers", "cooldown", "votes", "owner", "uri"];
    private static readonly string[] StakingRewardKeys = ["token", "amount", "duration"];
    private static readonly string[] StakingTierKeys = ["lock", "weight"];
    private static readonly string[] StakedKeys = ["token", "pool", "collection"];

    // The entries under pools, whose shares can be staked.
    private readonly HashSet<string> _pools = new(StringComparer.Ordinal);

    private List<StakingSpec> Staking(Section root)
    {
        List<StakingSpec> pools = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "staking"))
        {
            var section = new Section(context, mapping, path, StakingKeys);
            TokenSpec? token = Staked(section);
            List<StakingRewardSpec> rewards = StakingRewards(section);
            List<StakingTier> tiers = StakingTiers(section);
            TimeSpan cooldown = section.Has("cooldown") ? Duration(section, "cooldown", StakingModel.MaxCooldown) ?? TimeSpan.Zero : TimeSpan.Zero;
            bool votes = section.Flag("votes") ?? false;
            Address? owner = Party(section, "owner", false);
            string? uri = PublishedAt(section);
            CheckNfts(section, token, cooldown, votes);
            if (votes && token is CreatedTokenSpec { Kind: TokenKind.Fixed or TokenKind.Managed })
                section.Add(new Fault("launch.token-without-votes", $"{token.Key} has no votes that stakers could keep.", section.PathOf("votes"), "Make it a token of the kind votes or genesis, or leave votes out."), "votes");
            if (token is not null && owner is not null)
            {
                pools.Add(new StakingSpec
                {
                    Key = key,
                    Token = token,
                    Rewards = rewards,
                    Tiers = tiers,
                    Cooldown = cooldown,
                    Votes = votes,
                    Owner = owner.Value,
                    Uri = uri,
                    Position = position,
                });
            }
        }

        return pools;
    }

    /// <summary>What is staked: one of a token, the share of a pool, and a collection.</summary>
    private TokenSpec? Staked(Section section)
    {
        string[] named = [.. StakedKeys.Where(section.Has)];
        if (named.Length != 1)
        {
            section.Add(new Fault("launch.what-is-staked", named.Length == 0 ? "The pool does not say what is staked." : $"The pool stakes one thing, not {string.Join(" and ", named)}.", section.Path,
                "Write one of: token (a key under tokens), pool (a key under pools, for its shares), collection (the address of an ERC-721 contract)."), named.Length == 0 ? "token" : named[1]);
            return null;
        }

        switch (named[0])
        {
            case "token":
                return Token(section);
            case "collection":
                return Account(section, "collection") is { } address ? new CollectionSpec { Key = "NFT", Decimals = 0, Address = address, Position = section.At("collection") } : null;
            default:
                if (section.Text("pool", true) is not { } pool)
                    return null;
                if (_pools.Contains(pool))
                    return new PoolShareSpec { Key = pool, Decimals = PoolShareSpec.ShareDecimals, Position = section.At("pool") };
                section.Add(new Fault("launch.unknown-pool", $"There is no pool '{YamlTree.Shown(pool)}' in this file.", section.PathOf("pool"),
                    _pools.Count == 0 ? "Describe it under pools." : Suggestion.Hint(pool, _pools)), "pool");
                return null;
        }
    }

    private List<StakingRewardSpec> StakingRewards(Section section)
    {
        List<StakingRewardSpec> rewards = [];
        foreach (Section row in Rows(section, "rewards", true, "a reward such as { token: coin, amount: 10_000, duration: 90d }", StakingRewardKeys))
        {
            if (StakingReward(row, rewards) is { } reward)
                rewards.Add(reward);
        }

        return rewards;
    }

    /// <summary>A reward and its first period; null after a fault.</summary>
    private StakingRewardSpec? StakingReward(Section row, List<StakingRewardSpec> before)
    {
        TokenSpec? token = Token(row);
        Amount? amount = PositiveAmount(row, "amount", token?.Decimals);
        TimeSpan? duration = Duration(row, "duration", StakingModel.MaxDuration);
        if (amount is { } large && large.BaseUnits > StakingModel.MaxAmount)
            row.Add(new Fault("launch.bad-amount", $"{large} is more than 2^112 − 1 base units, the most that a period gives.", row.PathOf("amount"), "Give less, or use a token with fewer decimals."), "amount");
        if (token is null || amount is null || duration is null)
            return null;
        if (before.All(r => r.Token.Key != token.Key))
            return new StakingRewardSpec(token, amount.Value, duration.Value);
        row.Add(new Fault("launch.token-twice", $"{token.Key} stands twice among the rewards.", row.Path, "Add the two amounts up; a later period can be funded when this one runs."), "token");
        return null;
    }

    private List<StakingTier> StakingTiers(Section section)
    {
        if (!section.Has("tiers"))
            return [new StakingTier(0, 1)];
        List<StakingTier> tiers = [];
        foreach (Section row in Rows(section, "tiers", true, "a tier such as { lock: 90d, weight: 2 }", StakingTierKeys))
        {
            TimeSpan? locked = row.Has("lock") ? Duration(row, "lock", StakingModel.MaxDuration) : TimeSpan.Zero;
            int? weight = row.Has("weight") ? row.Number("weight", true, 1, StakingModel.MaxWeight) : 1;
            if (locked is { } time && weight is { } shares)
                tiers.Add(new StakingTier((ulong)time.TotalSeconds, (ushort)shares));
        }

        return tiers;
    }

    /// <summary>A list of 1 to eight groups of keys.</summary>
    private List<Section> Rows(Section section, string key, bool required, string wanted, string[] keys)
    {
        if (section.Sequence(key, required) is not { } sequence)
            return [];
        string path = section.PathOf(key);
        if (sequence.Items.Count is 0 or > StakingModel.Most)
            section.Add(new Fault("launch.bad-number", $"{key} has {sequence.Items.Count} entries, not 1 to {StakingModel.Most}.", path, $"A pool has 1 to {StakingModel.Most} rewards and as many tiers."), key);
        return [.. Rows(sequence, path, wanted, keys)];
    }

    private static TimeSpan? Duration(Section section, string key, ulong mostSeconds)
    {
        if (section.Text(key, true) is not { } text)
            return null;
        if (!MomentText.TryParseDuration(text, out TimeSpan duration) || duration <= TimeSpan.Zero)
            section.Add(new Fault("launch.bad-duration", $"'{YamlTree.Shown(text)}' is no duration.", section.PathOf(key), "Write a number and a unit: 6h, 2d, 1w or 1y (365 days)."), key);
        else if (duration.TotalSeconds > mostSeconds)
            section.Add(new Fault("launch.bad-duration", $"{key} is {text}, which is more than {mostSeconds / 86_400} days.", section.PathOf(key), "Write a shorter time."), key);
        else
            return duration;
        return null;
    }

    private static void CheckNfts(Section section, TokenSpec? token, TimeSpan cooldown, bool votes)
    {
        if (token is not CollectionSpec)
            return;
        if (cooldown > TimeSpan.Zero)
            section.Add(new Fault("launch.not-for-nfts", "A pool of NFTs has no cooldown.", section.PathOf("cooldown"), "Remove the line; tiers can lock NFTs."), "cooldown");
        if (votes)
            section.Add(new Fault("launch.not-for-nfts", "A pool of NFTs keeps no votes.", section.PathOf("votes"), "Remove the line."), "votes");
    }
}
