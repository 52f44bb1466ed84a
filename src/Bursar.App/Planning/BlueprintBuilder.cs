using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Plans;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Derives a <see cref="Blueprint"/>: pure arithmetic over the inputs.</summary>
public static class BlueprintBuilder
{
    /// <summary>Derives everything that the launch puts on the chain.</summary>
    /// <param name="loaded">The launch with its lists.</param>
    /// <param name="bursars">Existing tokens whose code is known to be that of a token of Bursar.</param>
    public static Blueprint Build(LoadedLaunch loaded, IReadOnlySet<Address>? bursars = null)
    {
        Launch launch = loaded.Launch;
        Dictionary<string, TokenBlueprint> tokens = launch.Tokens.ToDictionary(t => t.Key, t => Token(loaded, t, bursars), StringComparer.Ordinal);
        PoolBlueprint[] pools = [.. launch.Pools.Select(p => PoolBlueprint.Of(loaded, p, tokens[p.Token.Key], p.Quote is NativeTokenSpec coin ? Coin(loaded, coin) : tokens[p.Quote.Key]))];
        return new Blueprint
        {
            Loaded = loaded,
            Tokens = [.. launch.Tokens.Select(t => tokens[t.Key])],
            Sites = [.. launch.Sites.Select(s => new SiteBlueprint(s, tokens[s.Token.Key]))],
            Vesting = VestingBlueprints.Of(loaded, tokens),
            Drops = [.. launch.Drops.Select(d => Drop(loaded, d, tokens[d.Token.Key]))],
            Payouts = [.. launch.Payouts.Select(p => Payout(loaded, p, p.Token is NativeTokenSpec coin ? Coin(loaded, coin) : tokens[p.Token.Key]))],
            NftPayouts = [.. launch.NftPayouts.Select(p => new NftPayoutBlueprint(
                p, loaded.NftLists[p.Path], ResourceKeys.PayoutRun(launch.Name, p.Key), NftBatch.Of(loaded.NftLists[p.Path], p.Standard, p.Batch)))],
            Vouchers = [.. launch.Vouchers.Select(v => Voucher(loaded, v, tokens[v.Token.Key]))],
            Programmes = [.. launch.Programmes.Select(p => Programme(loaded, p, tokens))],
            Pools = pools,
            Staking = [.. launch.Staking.Select(s => StakingBuilder.Build(launch, s, tokens, pools))],
            Factory = Deployments.TokenFactoryAddress,
            DropFactory = Deployments.DropFactoryAddress,
            Payout = Deployments.PayoutAddress,
            Registry = Deployments.SiteRegistryAddress(launch.Operator),
        };
    }

    /// <summary>What a drop over a tree is.</summary>
    public static MerkleDrop.DropParameters DropParameters(DropSpec spec, Address token, RecipientList list, MerkleTree tree) => new(
        token,
        spec.Owner,
        tree.Root,
        list.Total,
        (UInt256)list.Count,
        Seconds(spec.Starts),
        Seconds(spec.Expires),
        (byte)(spec.Format == TreeKind.Standard ? 0 : 1),
        spec.ClaimFor,
        list.Hash,
        spec.Uri ?? "");

    private static ulong Seconds(DateTimeOffset? time) => time is { } at ? checked((ulong)at.ToUnixTimeSeconds()) : 0;

    private static TokenBlueprint Token(LoadedLaunch loaded, TokenSpec spec, IReadOnlySet<Address>? bursars)
    {
        if (spec is not CreatedTokenSpec created)
        {
            Address address = ((ExistingTokenSpec)spec).Address;
            return new TokenBlueprint(spec, address, Hash32.Zero, null, []) { IsBursars = bursars?.Contains(address) ?? false };
        }

        IReadOnlyList<LabelledAllocation> genesis = created.Genesis.List is null
            ? Genesis(loaded.Launch, created)
            : [.. loaded.Lists[created.Path].Rows.Select(r => new LabelledAllocation(r.Account, r.Amount, null))];
        IReadOnlyList<(Address Account, UInt256 Amount)> rows = TokenRows.Order(genesis.Select(g => (g.To, g.Amount)));
        IReadOnlyList<byte[]> tables = created.Kind == TokenKind.Genesis ? TokenRows.Tables(rows, created.Supply.BaseUnits) : [];
        TokenFactory.TokenParameters parameters = TokenParameters(created, rows, tables);
        Hash32 salt = ResourceKeys.TokenSalt(loaded.Launch.Name, created.Key);
        if (loaded.Launch.Drops.FirstOrDefault(d => d.Inside && d.Token.Key == spec.Key) is { } inside)
            return Claimable(loaded, created, inside, genesis, salt);
        return new TokenBlueprint(created, Deployments.TokenAddress(parameters, loaded.Launch.Operator, salt), salt, parameters, genesis) { Tables = tables };
    }

    /// <summary>The first holders that stand in the file; a part that vests is held by its box.</summary>
    internal static IReadOnlyList<LabelledAllocation> Genesis(Launch launch, CreatedTokenSpec spec)
    {
        IReadOnlyDictionary<int, (ScheduleBlueprint Schedule, string Terms)> vested = VestingBlueprints.Genesis(launch, spec, default);
        return [.. spec.Genesis.Rows.Select((r, i) => new LabelledAllocation(vested.TryGetValue(i, out (ScheduleBlueprint Schedule, string Terms) found) ? found.Schedule.Box : r.To, r.Amount.BaseUnits, r.Label))];
    }

    /// <summary>A token that gives a list out by itself. The escrow is the operator's at first by the file, and the token's own by its birth.</summary>
    private static TokenBlueprint Claimable(LoadedLaunch loaded, CreatedTokenSpec spec, DropSpec inside, IReadOnlyList<LabelledAllocation> genesis, Hash32 salt)
    {
        RecipientList list = loaded.Lists[inside.Path];
        MerkleDrop.DropParameters claims = DropParameters(inside, default, list, loaded.Trees[inside.Path]);
        IReadOnlyList<LabelledAllocation> others = InsideDrops.Without(genesis, loaded.Launch.Operator, list.Total)
            ?? throw new InvalidOperationException("the loader accepts no escrow beyond the operator's share");
        IReadOnlyList<(Address Account, UInt256 Amount)> rows = TokenRows.Order(others.Select(g => (g.To, g.Amount)));
        TokenFactory.TokenParameters parameters = TokenParameters(spec, rows, []);
        IReadOnlyList<Hash32> subRoots = SubRoots(inside, loaded.Trees[inside.Path]);
        Address address = Deployments.ClaimableTokenAddress(parameters, claims, subRoots, loaded.Launch.Operator, salt);
        return new TokenBlueprint(spec, address, salt, parameters, [new LabelledAllocation(address, list.Total, inside.Path), .. others]) { Claims = claims, SubRoots = subRoots };
    }

    /// <summary>What the factory is called with. A single holder who is the owner needs no row.</summary>
    internal static TokenFactory.TokenParameters TokenParameters(CreatedTokenSpec spec, IReadOnlyList<(Address Account, UInt256 Amount)> rows, IReadOnlyList<byte[]> tables)
    {
        byte[] packed = tables.Count > 0 ? TokenRows.Commitment(tables)
            : rows is [] || (rows is [(var only, _)] && only == spec.Owner) ? []
            : TokenRows.Pack(rows, spec.Supply.BaseUnits);
        return new TokenFactory.TokenParameters(
            (byte)spec.Kind, (byte)spec.Form, spec.Decimals, spec.Owner, spec.Supply.BaseUnits, spec.Limit?.BaseUnits ?? UInt256.Zero, spec.Name, spec.Symbol, spec.Uri ?? "", packed);
    }

    private static DropBlueprint Drop(LoadedLaunch loaded, DropSpec spec, TokenBlueprint token)
    {
        RecipientList list = loaded.Lists[spec.Path];
        MerkleTree tree = loaded.Trees[spec.Path];
        MerkleDrop.DropParameters parameters = DropParameters(spec, token.Address, list, tree);
        Hash32 salt = ResourceKeys.DropSalt(loaded.Launch.Name, spec.Key);
        IReadOnlyList<Hash32> subRoots = SubRoots(spec, tree);
        if (spec.Inside)
            return new DropBlueprint(spec, token, list, tree, parameters, token.Salt, token.Address) { SubRoots = subRoots };
        Address address = Deployments.MerkleDropAddress(parameters, subRoots, loaded.Launch.Operator, salt);
        return new DropBlueprint(spec, token, list, tree, parameters, salt, address) { SubRoots = subRoots };
    }

    /// <summary>The level of a drop's tree that its contract carries.</summary>
    internal static IReadOnlyList<Hash32> SubRoots(DropSpec spec, MerkleTree tree) => spec.SubRoots switch
    {
        0 => [],
        DropSpec.AutoSubRoots => SubRootTrade.Choose(tree),
        _ => SubRootTable.Of(tree, spec.SubRoots) ?? [],
    };

    private static VoucherBlueprint Voucher(LoadedLaunch loaded, VoucherSpec spec, TokenBlueprint token)
    {
        var parameters = new VoucherDrop.VoucherDropParameters(
            token.Address, spec.Owner, spec.Signer ?? default, spec.Budget?.BaseUnits ?? UInt256.Zero, spec.Total.BaseUnits, Seconds(spec.Starts), Seconds(spec.Expires), spec.Uri ?? "");
        Hash32 salt = ResourceKeys.VoucherSalt(loaded.Launch.Name, spec.Key);
        return new VoucherBlueprint(spec, token, parameters, salt, Deployments.VoucherDropAddress(parameters, loaded.Launch.Operator, salt));
    }

    private static ProgrammeBlueprint Programme(LoadedLaunch loaded, ProgrammeSpec spec, Dictionary<string, TokenBlueprint> tokens)
    {
        var parameters = new CumulativeDrop.CumulativeDropParameters(
            spec.Owner, checked((ulong)spec.Window.TotalSeconds), Seconds(spec.Expires), spec.ClaimFor, [.. spec.Watchers], spec.Uri ?? "");
        (TokenBlueprint Token, UInt256 Amount)[] escrow =
            [.. spec.Escrow.Select(e => (tokens[e.Token.Key], e.Amount.BaseUnits)).OrderBy(e => e.Item1.Address)];
        DropFactory.TokenAmount[] amounts = [.. escrow.Select(e => new DropFactory.TokenAmount(e.Token.Address, e.Amount))];
        Hash32 salt = ResourceKeys.ProgrammeSalt(loaded.Launch.Name, spec.Key);
        return new ProgrammeBlueprint(
            spec, [.. escrow.Select(e => e.Token)], amounts, parameters, salt, Deployments.CumulativeDropAddress(parameters, amounts, loaded.Launch.Operator, salt));
    }

    private static TokenBlueprint Coin(LoadedLaunch loaded, NativeTokenSpec spec) =>
        new(spec, NativeTokenSpec.Address, Hash32.Zero, null, []) { CoinSymbol = loaded.Network.NativeSymbol };

    private static PayoutBlueprint Payout(LoadedLaunch loaded, PayoutSpec spec, TokenBlueprint token)
    {
        RecipientList list = loaded.Lists[spec.Path];
        // A token that carries rows out by itself saves more than equal amounts do, and takes rows of one form only. It must follow from the inputs alone.
        bool byToken = spec.Token is CreatedTokenSpec && spec.OnFailure == RowFailurePolicy.Revert;
        return new PayoutBlueprint(
            spec, token, list, ResourceKeys.PayoutRun(loaded.Launch.Name, spec.Key), PayoutRows.Batches(list.Rows, spec.Batch, once: !byToken));
    }
}
