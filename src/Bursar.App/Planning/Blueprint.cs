using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>What a launch must look like on its chain, derived from the inputs alone: every address, root, run id and calldata.</summary>
/// <remarks>Planning asks the chain which parts of it are still missing; verification asks whether the chain is equal to it.</remarks>
public sealed record Blueprint
{
    /// <summary>The launch that it was derived from.</summary>
    public required LoadedLaunch Loaded { get; init; }

    /// <summary>The tokens that the launch creates or refers to, in the file's order.</summary>
    public required IReadOnlyList<TokenBlueprint> Tokens { get; init; }

    /// <summary>The site links.</summary>
    public required IReadOnlyList<SiteBlueprint> Sites { get; init; }

    /// <summary>The vesting schedules, source by source.</summary>
    public IReadOnlyList<VestingBlueprint> Vesting { get; init; } = [];

    /// <summary>The drops.</summary>
    public required IReadOnlyList<DropBlueprint> Drops { get; init; }

    /// <summary>The payouts.</summary>
    public required IReadOnlyList<PayoutBlueprint> Payouts { get; init; }

    /// <summary>The NFTs that are sent out.</summary>
    public IReadOnlyList<NftPayoutBlueprint> NftPayouts { get; init; } = [];

    /// <summary>Whether the payout contract has something to do.</summary>
    public bool NeedsPayout => Payouts.Count + NftPayouts.Count > 0;

    /// <summary>The escrows out of which vouchers are paid.</summary>
    public IReadOnlyList<VoucherBlueprint> Vouchers { get; init; } = [];

    /// <summary>The recurring programmes.</summary>
    public IReadOnlyList<ProgrammeBlueprint> Programmes { get; init; } = [];

    /// <summary>The pools that are opened.</summary>
    public IReadOnlyList<PoolBlueprint> Pools { get; init; } = [];

    /// <summary>Whether the vault of vesting schedules holds something of the launch.</summary>
    public bool NeedsVault => Vesting.Count > 0 || Pools.Any(p => p.Opening.LockedUntil != 0);
    /// <summary>The staking pools.</summary>
    public IReadOnlyList<StakingBlueprint> Staking { get; init; } = [];

    /// <summary>Everything that goes from the operator into escrow, in the order of the steps.</summary>
    public IEnumerable<EscrowBlueprint> Escrows =>
    [
        .. Drops.Where(d => !d.Spec.Inside).Select(d => new EscrowBlueprint(PlanSteps.OpenId(d), d.Token, d.List.Total, d.Address, PlanSteps.DropTaker)),
        .. Vouchers.Select(v => new EscrowBlueprint(PlanSteps.OpenId(v), v.Token, v.Parameters.Total, v.Address, PlanSteps.DropTaker)),
        .. Programmes.SelectMany(p => p.Tokens.Zip(p.Escrow, (token, escrow) => new EscrowBlueprint(PlanSteps.OpenId(p), token, escrow.Amount, p.Address, PlanSteps.DropTaker))),
        .. Pools.SelectMany(PoolSteps.Escrows),
        .. Staking.SelectMany(s => s.Rewards.Zip(s.Periods, (token, period) => new EscrowBlueprint(StakingSteps.OpenId(s), token, period.Amount, s.Address, StakingSteps.Taker))),
    ];

    /// <summary>Whether the factory of drops makes something of the launch.</summary>
    public bool NeedsDropFactory => Drops.Count(d => !d.Spec.Inside) + Vouchers.Count + Programmes.Count > 0;

    /// <summary>Where the factory of tokens stands, on every chain.</summary>
    public required Address Factory { get; init; }

    /// <summary>Where the factory of tokens that give themselves out stands, on every chain.</summary>
    public Address ClaimableFactory => Deployments.ClaimableFactoryAddress;

    /// <summary>Whether a token of the launch gives itself out.</summary>
    public bool NeedsClaimableFactory => Tokens.Any(t => t.Claims is not null);

    /// <summary>Where the factory of drops stands, on every chain.</summary>
    public required Address DropFactory { get; init; }

    /// <summary>Where the payout contract stands, on every chain.</summary>
    public required Address Payout { get; init; }

    /// <summary>Where the operator's site registry stands.</summary>
    public required Address Registry { get; init; }

    /// <summary>Who sends every transaction.</summary>
    public Address Operator => Loaded.Launch.Operator;
}

/// <summary>A token of a launch.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Address">Where it is or will be.</param>
/// <param name="Salt">The salt given to the factory; zero for an existing token.</param>
/// <param name="Parameters">What the factory is called with; null for an existing token.</param>
/// <param name="Genesis">First holders in the order of the file; empty for an existing token.</param>
public sealed record TokenBlueprint(
    TokenSpec Spec, Address Address, Hash32 Salt, TokenFactory.TokenParameters? Parameters, IReadOnlyList<LabelledAllocation> Genesis)
{
    /// <summary>The tables of first holders that are added after the creation, in order; none for other kinds.</summary>
    public IReadOnlyList<byte[]> Tables { get; init; } = [];

    /// <summary>The list that the token gives out by itself, and its terms; null when it does not.</summary>
    public MerkleDrop.DropParameters? Claims { get; init; }

    /// <summary>The sub-roots of that list in the token's code; none for others.</summary>
    public IReadOnlyList<Hash32> SubRoots { get; init; } = [];

    /// <summary>Whether its code is known to be that of a token of Bursar, to the last byte.</summary>
    public bool IsBursars { get; init; } = Parameters is not null;

    /// <summary>Symbol of the chain's own coin, when it is that.</summary>
    public string? CoinSymbol { get; init; }

    /// <summary>Symbol for people: the symbol of a created token or of the chain's coin, the key of an existing token.</summary>
    public string Symbol => Spec is CreatedTokenSpec created ? created.Symbol : CoinSymbol ?? Spec.Key;
}

/// <summary>A genesis row.</summary>
/// <param name="To">First holder.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Label">What for, in the operator's words.</param>
public sealed record LabelledAllocation(Address To, UInt256 Amount, string? Label);

/// <summary>A link between a site and a token.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">The token.</param>
public sealed record SiteBlueprint(SiteSpec Spec, TokenBlueprint Token);

/// <summary>A claimable list.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">The token.</param>
/// <param name="List">The rows.</param>
/// <param name="Tree">The tree over the rows.</param>
/// <param name="Parameters">What the factory is called with.</param>
/// <param name="Salt">The salt given to the factory; it names the drop among the operator's.</param>
/// <param name="Address">Where it is or will be.</param>
public sealed record DropBlueprint(
    DropSpec Spec, TokenBlueprint Token, RecipientList List, MerkleTree Tree, MerkleDrop.DropParameters Parameters, Hash32 Salt, Address Address)
{
    /// <summary>The sub-roots that the drop carries in its code, in the order of their numbers; none when proofs go up to the root.</summary>
    public IReadOnlyList<Hash32> SubRoots { get; init; } = [];
}

/// <summary>A list that is paid in batches.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">The token.</param>
/// <param name="List">The rows.</param>
/// <param name="Run">The run id.</param>
/// <param name="Batches">The batches in order.</param>
public sealed record PayoutBlueprint(PayoutSpec Spec, TokenBlueprint Token, RecipientList List, Hash32 Run, IReadOnlyList<PayoutBatch> Batches)
{
    /// <summary>The flags that <c>Payout.pay</c> is called with for a batch.</summary>
    public byte FlagsOf(PayoutBatch batch) => IsByToken(batch)
        ? ByToken
        : (byte)((Spec.OnFailure == RowFailurePolicy.Skip ? SkipFailures : 0) | (batch.Wide ? WideRows : 0) | (batch.Equal ? EqualRows : 0));

    /// <summary>Whether the token moves a batch's rows by itself, in one call: every token of Bursar can, when the rows are narrow and none may fail.</summary>
    public bool IsByToken(PayoutBatch batch) => Token.IsBursars && Spec.OnFailure == RowFailurePolicy.Revert && !batch.Wide && !batch.Equal;

    /// <summary>True when the chain's own coin is paid.</summary>
    public bool IsNative => Token.Spec is NativeTokenSpec;

    internal const byte WideRows = 2;
    internal const byte EqualRows = 4;
    private const byte SkipFailures = 1;
    private const byte ByToken = 8;
}
