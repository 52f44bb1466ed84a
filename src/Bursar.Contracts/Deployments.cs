using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>
/// Where Bursar's contracts are on every chain. Nothing is looked up: an address is the hash of what is deployed, so a contract that is there can be
/// no other one, and one that is not there yet can be put there by anybody.
/// </summary>
public static class Deployments
{
    /// <summary>The salt of the contracts that exist once a chain.</summary>
    public static Hash32 Salt => Hash32.Zero;

    /// <summary>The token factory, the same on every chain.</summary>
    public static Address TokenFactoryAddress { get; } = Create2.AddressOf(Salt, TokenFactory.CreationCode());

    /// <summary>The factory of tokens that give themselves out, the same on every chain.</summary>
    public static Address ClaimableFactoryAddress { get; } = Create2.AddressOf(Salt, ClaimableFactory.CreationCode(TokenFactoryAddress));

    /// <summary>The payout contract, the same on every chain.</summary>
    public static Address PayoutAddress { get; } = Create2.AddressOf(Salt, Payout.CreationCode());

    /// <summary>The vault of vesting schedules, the same on every chain.</summary>
    public static Address VestingVaultAddress { get; } = Create2.AddressOf(Salt, VestingVault.CreationCode());

    /// <summary>The contract that opens pools, the same on every chain.</summary>
    public static Address PoolOpenerAddress { get; } = Create2.AddressOf(Salt, PoolOpener.CreationCode());

    /// <summary>The contract that swaps once, the same on every chain.</summary>
    public static Address PoolSwapperAddress { get; } = Create2.AddressOf(Salt, PoolSwapper.CreationCode());

    /// <summary>The site registry whose attesters <paramref name="admin"/> appoints.</summary>
    public static Address SiteRegistryAddress(Address admin) => Create2.AddressOf(Salt, SiteRegistry.CreationCode(admin));

    /// <summary>The factory of drops, the same on every chain.</summary>
    public static Address DropFactoryAddress { get; } = Create2.AddressOf(Salt, DropFactory.CreationCode());

    /// <summary>The drop that the factory creates, as its <c>predictMerkleDrop</c> says.</summary>
    /// <param name="parameters">What the drop is.</param>
    /// <param name="table">Its sub-roots, or none.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">Names the drop among those of the creator, who can use it once.</param>
    public static Address MerkleDropAddress(MerkleDrop.DropParameters parameters, IReadOnlyList<Hash32> table, Address creator, Hash32 salt) =>
        DropAddress(DropCode.Creation(parameters, table), creator, salt);

    /// <summary>The voucher drop that the factory creates, as its <c>predictVoucherDrop</c> says.</summary>
    /// <param name="parameters">What the drop is.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">Names the drop among those of the creator, who can use it once.</param>
    public static Address VoucherDropAddress(VoucherDrop.VoucherDropParameters parameters, Address creator, Hash32 salt) =>
        DropAddress(VoucherDropCode.Creation(parameters), creator, salt);

    /// <summary>The programme that the factory creates, as its <c>predictCumulativeDrop</c> says.</summary>
    /// <param name="parameters">What the programme is.</param>
    /// <param name="escrow">What it begins with, tokens in ascending order.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">Names the programme among the drops of the creator, who can use it once.</param>
    public static Address CumulativeDropAddress(
        CumulativeDrop.CumulativeDropParameters parameters, IReadOnlyList<DropFactory.TokenAmount> escrow, Address creator, Hash32 salt) =>
        DropAddress(CumulativeDropCode.Creation(parameters, escrow), creator, salt);

    private static Address DropAddress(byte[] creation, Address creator, Hash32 salt)
    {
        var writer = new AbiWriter(64);
        writer.WriteAddress(creator);
        writer.WriteHash32(salt);
        return Create2.AddressOf(DropFactoryAddress, Keccak256.Hash(writer.Finish()), Keccak256.Hash(creation));
    }

    /// <summary>The factory of staking pools, the same on every chain.</summary>
    public static Address StakingFactoryAddress { get; } = Create2.AddressOf(Salt, StakingFactory.CreationCode());

    /// <summary>The staking pool that the factory creates, as its <c>predictStakingPool</c> and <c>predictNftStakingPool</c> say.</summary>
    /// <param name="parameters">What the pool is.</param>
    /// <param name="nfts">Whether NFTs are staked in it.</param>
    /// <param name="periods">The first periods, in the order of the rewards.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">Names the pool among those of the creator, who can use it once.</param>
    public static Address StakingPoolAddress(
        StakingFactory.StakingPoolParameters parameters, bool nfts, IReadOnlyList<StakingFactory.Period> periods, Address creator, Hash32 salt)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var key = new AbiWriter(64);
        key.WriteAddress(creator);
        key.WriteHash32(salt);
        var identity = new AbiWriter(32 * (3 + (2 * periods.Count)));
        identity.WriteHash32(Keccak256.Hash(key.Finish()));
        identity.WriteUInt256((UInt256)64);
        identity.WriteUInt256((UInt256)periods.Count);
        foreach (StakingFactory.Period period in periods)
        {
            identity.WriteUInt256(period.Amount);
            identity.WriteUInt256(period.Duration);
        }

        return Create2.AddressOf(
            StakingFactoryAddress, Keccak256.Hash(identity.Finish()), Keccak256.Hash(StakingPoolCode.Creation(parameters, nfts, StakingFactoryAddress)));
    }

    /// <summary>The call that creates and funds a voucher drop.</summary>
    public static DropFactory.CreateVoucherDropCall CreateVoucherDrop(VoucherDrop.VoucherDropParameters p, Hash32 salt)
    {
        ArgumentNullException.ThrowIfNull(p);
        return new DropFactory.CreateVoucherDropCall(new DropFactory.VoucherDropParameters(p.Token, p.Owner, p.Signer, p.Budget, p.Total, p.Start, p.Expiry, p.Uri), salt);
    }

    /// <summary>The call that creates and funds a programme.</summary>
    public static DropFactory.CreateCumulativeDropCall CreateCumulativeDrop(
        CumulativeDrop.CumulativeDropParameters p, IReadOnlyList<DropFactory.TokenAmount> escrow, Hash32 salt)
    {
        ArgumentNullException.ThrowIfNull(p);
        return new DropFactory.CreateCumulativeDropCall(
            new DropFactory.CumulativeDropParameters(p.Owner, p.Window, p.Expiry, p.AllowClaimFor, p.Watchers, p.Uri), [.. escrow], salt);
    }

    /// <summary>The call that creates, funds and opens a drop.</summary>
    public static DropFactory.CreateMerkleDropCall CreateMerkleDrop(MerkleDrop.DropParameters p, IReadOnlyList<Hash32> table, Hash32 salt)
    {
        ArgumentNullException.ThrowIfNull(p);
        return new DropFactory.CreateMerkleDropCall(
            new DropFactory.DropParameters(p.Token, p.Owner, p.Root, p.Total, p.Count, p.Start, p.Expiry, p.LeafKind, p.AllowClaimFor, p.ListHash, p.Uri), [.. table], salt);
    }

    /// <summary>The token that the factory creates, as its <c>predictToken</c> says.</summary>
    /// <param name="parameters">What the token is made from.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">The salt of the call; the creator is mixed into it, so nobody can take another's address.</param>
    public static Address TokenAddress(TokenFactory.TokenParameters parameters, Address creator, Hash32 salt)
    {
        var writer = new AbiWriter(64);
        writer.WriteAddress(creator);
        writer.WriteHash32(salt);
        return Create2.AddressOf(TokenFactoryAddress, Keccak256.Hash(writer.Finish()), Keccak256.Hash(TokenCode.Creation(parameters)));
    }

    /// <summary>The token that gives itself out and that its factory creates, as its <c>predictToken</c> says.</summary>
    /// <param name="parameters">What the token is made from.</param>
    /// <param name="claims">The list and its terms.</param>
    /// <param name="table">Sub-roots, or none.</param>
    /// <param name="creator">The account that calls the factory.</param>
    /// <param name="salt">The salt of the call.</param>
    public static Address ClaimableTokenAddress(
        TokenFactory.TokenParameters parameters, MerkleDrop.DropParameters claims, IReadOnlyList<Hash32> table, Address creator, Hash32 salt)
    {
        var writer = new AbiWriter(64);
        writer.WriteAddress(creator);
        writer.WriteHash32(salt);
        return Create2.AddressOf(ClaimableFactoryAddress, Keccak256.Hash(writer.Finish()), Keccak256.Hash(ClaimableCode.Creation(parameters, claims, table)));
    }

    /// <summary>The call that creates a token that gives itself out.</summary>
    public static ClaimableFactory.CreateTokenCall CreateClaimableToken(
        TokenFactory.TokenParameters p, MerkleDrop.DropParameters claims, IReadOnlyList<Hash32> table, Hash32 salt)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(claims);
        return new ClaimableFactory.CreateTokenCall(
            new ClaimableFactory.TokenParameters(p.Kind, p.Form, p.Decimals, p.Owner, p.Supply, p.Limit, p.Name, p.Symbol, p.Description, p.Rows),
            new ClaimableFactory.DropParameters(
                default, claims.Owner, claims.Root, claims.Total, claims.Count, claims.Start, claims.Expiry, claims.LeafKind, claims.AllowClaimFor, claims.ListHash, claims.Uri),
            [.. table],
            salt);
    }
}
