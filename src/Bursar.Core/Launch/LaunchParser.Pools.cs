using System.Numerics;
using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Pools;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Pools of two tokens.</summary>
internal sealed partial class LaunchParser
{
    private const int MaxPriceDigits = 36;
    private readonly List<StakingSpec> _poolRewards = [];

    private static readonly string[] PoolKeys = ["pair", "amounts", "price", "lp", "rewards"];

    private List<PoolSpec> Pools(Section root)
    {
        List<PoolSpec> pools = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "pools"))
        {
            _pools.Add(key);
            var section = new Section(context, mapping, path, PoolKeys);
            (TokenSpec? token, TokenSpec? quote) = Pair(section);
            (Amount? amount, Amount? quoteAmount) = PairAmounts(section, token, quote);
            if (amount is { } a && quoteAmount is { } q)
                CheckPrice(section, a, q);
            LiquidityTarget? target = Target(section);
            PoolRewards(section, key, position);
            if (token is null || quote is null || amount is null || quoteAmount is null || target is null)
                continue;
            if (pools.Find(p => IsSamePair(p, token, quote)) is { } other)
                section.Add(new Fault("launch.pair-twice", $"{other.Path} opens the pool of {token.Key} and {quote.Key} already.", section.PathOf("pair"), "Add the amounts up."), "pair");
            pools.Add(new PoolSpec { Key = key, Token = token, Amount = amount.Value, Quote = quote, QuoteAmount = quoteAmount.Value, Liquidity = target, Position = position });
        }

        return pools;
    }

    /// <summary>Rewards for those who provide liquidity: a staking pool over the LP token, named after the pool.</summary>
    private void PoolRewards(Section section, string key, SourcePosition position)
    {
        if (!section.Has("rewards") || !section.TryGet("rewards", true, out YamlNode? node))
            return;
        List<StakingRewardSpec> rewards = [];
        if (node is YamlMapping mapping)
        {
            if (StakingReward(new Section(context, mapping, section.PathOf("rewards"), StakingRewardKeys), rewards) is { } reward)
                rewards.Add(reward);
        }
        else
        {
            rewards = StakingRewards(section);
        }

        _poolRewards.Add(new StakingSpec
        {
            Key = $"{key}-rewards",
            Token = new PoolShareSpec { Key = key, Decimals = PoolShareSpec.ShareDecimals, Position = position },
            Rewards = rewards,
            Tiers = [new StakingTier(0, 1)],
            Owner = _operator,
            Position = section.At("rewards"),
        });
    }

    /// <summary>The staking pools of the file with those that pools of two tokens bring.</summary>
    private List<StakingSpec> WithPoolRewards(List<StakingSpec> staking)
    {
        foreach (StakingSpec rewards in _poolRewards)
        {
            if (staking.Exists(s => s.Key == rewards.Key))
            {
                context.Faults.Add(new Fault("launch.name-taken", $"{rewards.Path} is the staking pool of the rewards of pools.{rewards.Token.Key}; the name stands under staking too.", rewards.Path, "Give the staking pool another name."), rewards.Position);
            }
        }

        return [.. staking, .. _poolRewards];
    }

    private static bool IsSamePair(PoolSpec pool, TokenSpec token, TokenSpec quote) =>
        (pool.Token.Key == token.Key && pool.Quote.Key == quote.Key) || (pool.Token.Key == quote.Key && pool.Quote.Key == token.Key);

    private (TokenSpec? Token, TokenSpec? Quote) Pair(Section section)
    {
        if (Two(section, "pair", "two tokens, such as [coin, native]", YamlScalarKind.Text) is not [var first, var second])
            return (null, null);
        if (first == NativeTokenSpec.Word && !_tokens.ContainsKey(first))
        {
            section.Add(new Fault("launch.bad-pair", "The chain's own coin stands second: the price of the token is counted in it.", section.PathOf("pair"), $"Write [{YamlTree.Shown(second)}, native], and the amounts in that order."), "pair");
            return (null, null);
        }

        TokenSpec? token = PairToken(section, first);
        TokenSpec? quote = second == NativeTokenSpec.Word && !_tokens.ContainsKey(second)
            ? new NativeTokenSpec { Key = NativeTokenSpec.Word, Decimals = Lists.Formats.Asset.NativeDecimals, Position = section.At("pair") }
            : PairToken(section, second);
        bool same = token is not null && quote is not null && (token.Key == quote.Key || (token is ExistingTokenSpec a && quote is ExistingTokenSpec b && a.Address == b.Address));
        if (same)
            section.Add(new Fault("launch.bad-pair", $"A pool has two tokens; both are {token!.Key}.", section.PathOf("pair"), "Name the token that it is exchanged for, or native."), "pair");
        return same ? (null, null) : (token, quote);
    }

    private TokenSpec? PairToken(Section section, string key)
    {
        if (_tokens.TryGetValue(key, out TokenSpec? token))
            return token;
        section.Add(new Fault("launch.unknown-token", $"There is no token '{YamlTree.Shown(key)}' in this file.", section.PathOf("pair"),
            _tokens.Count == 0 ? "Describe it under tokens." : Suggestion.Hint(key, [.. _tokens.Keys, NativeTokenSpec.Word])), "pair");
        return null;
    }

    private (Amount? Amount, Amount? QuoteAmount) PairAmounts(Section section, TokenSpec? token, TokenSpec? quote)
    {
        if (Two(section, "amounts", "two amounts, such as [100_000, 50]", YamlScalarKind.Text, YamlScalarKind.Integer, YamlScalarKind.Float) is not [var first, var second])
            return (null, null);
        Amount? amount = PairAmount(section, first, token, 0);
        Amount? quoteAmount = PairAmount(section, second, quote, 1);
        if (amount is { } a && quoteAmount is { } q && PairMath.FirstLiquidity(a.BaseUnits, q.BaseUnits).IsZero)
        {
            section.Add(new Fault("launch.bad-amount", "The amounts are too small: the pair keeps the first 1,000 units of liquidity, which is the root of their product.", section.PathOf("amounts"),
                "Write larger amounts."), "amounts");
            return (null, null);
        }

        return (amount, quoteAmount);
    }

    private static Amount? PairAmount(Section section, string text, TokenSpec? token, int index)
    {
        if (token is null)
            return null;
        if (Amount.TryParse(text, token.Decimals, out Amount amount) && !amount.BaseUnits.IsZero && amount.BaseUnits <= PairMath.MaxAmount)
            return amount;
        section.Add(new Fault("launch.bad-amount", $"'{YamlTree.Shown(text)}' is no amount of {token.Key} for a pool: more than zero, at most 2^112 − 1 base units, at most {token.Decimals} digits after the point.",
            $"{section.PathOf("amounts")}[{index}]", "Write digits with a point, such as 1_000_000 or 0.25."), "amounts");
        return null;
    }

    /// <summary>The price must be what the amounts make, rounded to the digits that are written.</summary>
    private static void CheckPrice(Section section, Amount amount, Amount quoteAmount)
    {
        if (!section.Has("price") || section.Scalar("price", true, "a price", YamlScalarKind.Text, YamlScalarKind.Integer, YamlScalarKind.Float) is not { } scalar)
            return;
        int point = scalar.Text.IndexOf('.', StringComparison.Ordinal);
        int digits = point < 0 ? 0 : scalar.Text.Length - point - 1;
        if (digits > MaxPriceDigits || !Amount.TryParse(scalar.Text, (byte)digits, out Amount price) || price.BaseUnits.IsZero)
        {
            section.Add(new Fault("launch.bad-amount", $"price is '{YamlTree.Shown(scalar.Text)}', which is no price.", section.PathOf("price"), $"Write digits with a point, at most {MaxPriceDigits} after it."), "price");
            return;
        }

        BigInteger made = Exact.Of(quoteAmount.BaseUnits) * BigInteger.Pow(10, amount.Decimals + digits);
        BigInteger unit = Exact.Of(amount.BaseUnits) * BigInteger.Pow(10, quoteAmount.Decimals);
        if (BigInteger.Abs(made - (Exact.Of(price.BaseUnits) * unit)) * 2 <= unit)
            return;
        section.Add(new Fault("launch.price-differs", $"price is {YamlTree.Shown(scalar.Text)}, but {quoteAmount} for {amount} makes {Quotient(made, unit, digits)}.", section.PathOf("price"),
            "Change the price or the amounts: the pool opens at what the amounts make."), "price");
    }

    private static string Quotient(BigInteger made, BigInteger unit, int digits)
    {
        string text = ((made + (unit / 2)) / unit).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    private LiquidityTarget? Target(Section section)
    {
        if (section.Text("lp", true) is not { } text)
            return null;
        string[] words = text.Split(' ');
        switch (words)
        {
            case ["burn"]:
                return new LiquidityTarget(LiquidityTarget.Nobody, null);
            case ["to", var account]:
                return Holder(section, account) is { } holder ? new LiquidityTarget(holder, null) : null;
            case ["lock", "until", var date]:
                return LockEnd(section, date) is { } end ? new LiquidityTarget(_operator, end) : null;
            case ["lock", "until", var date, "for", var account]:
                return LockEnd(section, date) is { } until && Holder(section, account) is { } later ? new LiquidityTarget(later, until) : null;
            default:
                section.Add(new Fault("launch.bad-choice", $"lp cannot be '{YamlTree.Shown(text)}'.", section.PathOf("lp"),
                    "Write 'lock until 2028-01-01', 'lock until 2028-01-01 for 0x…', 'to operator', 'to 0x…' or 'burn'."), "lp");
                return null;
        }
    }

    private Address? Holder(Section section, string text)
    {
        if (text == OperatorWord)
            return _operator;
        if (text == SafeWord)
            return TheSafe(section, "lp");
        string path = section.PathOf("lp");
        if (!Address.TryParse(text, out Address address, out AddressError error))
            section.Add(BadAddress(text, error, path), "lp");
        else if (address.IsZero)
            section.Add(GenesisCheck.ZeroAddress(path), "lp");
        else
            return address;
        return null;
    }

    private static DateTimeOffset? LockEnd(Section section, string text)
    {
        if (MomentText.TryParse(text, out DateTimeOffset moment, out Fault? fault))
            return moment;
        section.Add(fault with { Field = section.PathOf("lp") }, "lp");
        return null;
    }

    /// <summary>A list of exactly two scalars.</summary>
    private string[]? Two(Section section, string key, string wanted, params YamlScalarKind[] kinds)
    {
        if (section.Sequence(key, true) is not { } sequence)
            return null;
        string path = section.PathOf(key);
        if (sequence.Items.Count != 2)
        {
            section.Add(new Fault("launch.bad-pair", $"{key} has {sequence.Items.Count} entries, not two.", path, $"Write {wanted}."), key);
            return null;
        }

        var texts = new string[2];
        for (int i = 0; i < texts.Length; i++)
        {
            context.Positions[$"{path}[{i}]"] = sequence.Items[i].Position;
            if (context.Scalar(sequence.Items[i], $"{path}[{i}]", kinds.Length == 1 ? "text" : "an amount", kinds) is not { } scalar)
                return null;
            texts[i] = scalar.Text;
        }

        return texts;
    }
}
