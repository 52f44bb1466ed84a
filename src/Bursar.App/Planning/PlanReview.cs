using Bursar.App.Rehearsal;
using Bursar.App.Tokens;
using Bursar.Core.Fairness;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>What a reviewer weighs before approving: concentration, powers and warnings. It follows from the inputs alone.</summary>
/// <param name="Tokens">Each token of the launch.</param>
/// <param name="Warnings">What deserves a second look, in sentences.</param>
public sealed record PlanReview(IReadOnlyList<TokenReview> Tokens, IReadOnlyList<string> Warnings)
{
    /// <summary>Trades that the planner made, or could make, in numbers.</summary>
    public IReadOnlyList<string> Trades { get; init; } = [];

    private const long MajorityTrillionths = 500_000_000_000;

    /// <summary>Reviews a blueprint.</summary>
    public static PlanReview Of(Blueprint blueprint)
    {
        TokenReview[] tokens = [.. blueprint.Tokens.Select(t => ReviewToken(blueprint, t))];
        return new PlanReview(tokens, [.. Warn(blueprint, tokens)]) { Trades = [.. blueprint.Drops.Select(DropTexts.SubRootsOf).OfType<string>(), .. blueprint.Staking.SelectMany(StakingTexts.TradesOf), .. blueprint.Pools.SelectMany(p => PoolTexts.Yields(blueprint, p))] };
    }

    /// <summary>The same review with what the rehearsal of foreign tokens found.</summary>
    public PlanReview With(RehearsedTokens rehearsed)
    {
        ArgumentNullException.ThrowIfNull(rehearsed);
        return this with
        {
            Tokens = [.. Tokens.Select(t => rehearsed.Notes.TryGetValue(t.Token.Address, out IReadOnlyList<string>? notes) ? t with { Rehearsal = notes } : t)],
            Warnings = [.. Warnings, .. rehearsed.Warnings],
        };
    }

    /// <summary>The same review with more to weigh.</summary>
    public PlanReview With(IReadOnlyList<string> warnings) => this with { Warnings = [.. Warnings, .. warnings] };

    /// <summary>The same review with what can be told of the powers over tokens that existed before.</summary>
    public PlanReview With(IReadOnlyDictionary<Address, IReadOnlyList<string>> powers)
    {
        ArgumentNullException.ThrowIfNull(powers);
        return this with { Tokens = [.. Tokens.Select(t => powers.TryGetValue(t.Token.Address, out IReadOnlyList<string>? told) ? t with { Powers = told } : t)] };
    }

    private static TokenReview ReviewToken(Blueprint blueprint, TokenBlueprint token)
    {
        if (token.Spec is not CreatedTokenSpec spec)
            return new TokenReview(token, null, null, ["Unknown: the token existed before this launch, and its chain was not asked."]);
        Concentration before = Concentration.Of(token.Genesis.Select(g => new RecipientRow(g.To, g.Amount)));
        Concentration after = Concentration.Of(Holdings.AfterDistribution(blueprint, token));
        return new TokenReview(token, before, after,
        [.. TokenPowers.Of(spec), TokenTexts.FormOf(spec), .. token.Claims is { } claims ? TokenTexts.InsideOf(spec, claims) : []]);
    }

    private static IEnumerable<string> Warn(Blueprint blueprint, TokenReview[] tokens)
    {
        foreach (TokenReview token in tokens)
        {
            if (token.After is { } after && after.Top1.Trillionths > MajorityTrillionths)
                yield return $"After the distribution one account holds {after.Top1} of {token.Token.Symbol}: it alone decides every vote.";
        }

        foreach (string warning in blueprint.Vesting.SelectMany(VestingTexts.Warnings))
            yield return warning;

        foreach (DropBlueprint drop in blueprint.Drops)
        {
            string name = drop.Spec.Path;
            if (drop.Spec.Expires is null)
                yield return $"{name} never expires: what nobody claims stays in the drop for ever.";
            else
                yield return $"{name}: after {drop.Spec.Expires:yyyy-MM-dd HH:mm} UTC its owner {drop.Spec.Owner} can take back what is unclaimed.";
            if (drop.Spec.ClaimFor)
                yield return $"{name}: anybody may claim in a recipient's name (the tokens still go to the recipient).";
            if (drop.List.Rows.Any(r => r.Account.IsZero))
                yield return $"{name}: the zero address is among the recipients; nobody can claim its row.";
            foreach (string duplicate in Duplicates(drop.List))
                yield return $"{name}: {duplicate}";
        }

        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
        {
            string name = voucher.Spec.Path;
            yield return $"{name}: its owner {voucher.Spec.Owner} appoints signers and sets their budgets: until the end it can give the whole escrow to anybody.";
            if (voucher.Spec.Signer is { } signer)
                yield return $"{name}: whoever has the key of {signer} can give out {new Amount(voucher.Parameters.Budget, voucher.Token.Spec.Decimals)} {voucher.Token.Symbol}.";
            if (voucher.Spec.Expires is null)
                yield return $"{name} never expires: what no voucher gives out stays in it for ever.";
        }

        foreach (ProgrammeBlueprint programme in blueprint.Programmes)
        {
            string name = programme.Spec.Path;
            yield return $"{name}: its owner {programme.Spec.Owner} proposes who gets what; each of its {programme.Spec.Watchers.Count} watchers has {programme.Spec.Window:g} to stop a list. Nobody else looks.";
            if (programme.Spec.Watchers.Contains(programme.Spec.Owner))
                yield return $"{name}: the owner is a watcher of itself.";
            if (programme.Spec.Expires is null)
                yield return $"{name} never expires: what no list gives out stays in it for ever.";
        }

        foreach (string warning in blueprint.Pools.SelectMany(PoolTexts.Warnings).Concat(blueprint.Staking.SelectMany(StakingTexts.WarningsOf)))
            yield return warning;

        foreach (PayoutBlueprint payout in blueprint.Payouts)
        {
            if (payout.List.Rows.Any(r => r.Account.IsZero))
                yield return $"{payout.Spec.Path}: the zero address is among the recipients; the contract refuses its batch.";
            if (payout.List.Rows.Any(r => r.Account == payout.Token.Address))
                yield return $"{payout.Spec.Path}: the token's own contract is among the recipients; nobody can move what it gets.";
            foreach (string duplicate in Duplicates(payout.List))
                yield return $"{payout.Spec.Path}: {duplicate}";
        }
    }

    private static IEnumerable<string> Duplicates(RecipientList list)
    {
        int repeated = 0;
        for (int i = 1; i < list.Count; i++)
            repeated += list.Rows[i].Account == list.Rows[i - 1].Account ? 1 : 0;
        if (repeated > 0)
            yield return $"{repeated} rows repeat an account of another row.";
    }
}

/// <summary>A token as a reviewer sees it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Before">Concentration right after its creation; null when the launch does not create it.</param>
/// <param name="After">Concentration when everything is claimed and paid; null when the launch does not create it.</param>
/// <param name="Powers">Who can do what with it, in plain words.</param>
public sealed record TokenReview(TokenBlueprint Token, Concentration? Before, Concentration? After, IReadOnlyList<string> Powers)
{
    /// <summary>What was tried out with a token that existed before the launch, and found in order; empty for others.</summary>
    public IReadOnlyList<string> Rehearsal { get; init; } = [];
}
