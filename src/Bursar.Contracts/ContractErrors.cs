using Bursar.Evm.Abi;

namespace Bursar.Contracts;

/// <summary>Decodes what any of Bursar's contracts can revert with.</summary>
public static class ContractErrors
{
    /// <summary>Tries the custom errors of all contracts, then <c>Error(string)</c> and <c>Panic(uint256)</c>. It is an <see cref="ErrorDecoder"/>.</summary>
    /// <param name="data">Revert data: selector and arguments.</param>
    /// <returns>Null when the selector is unknown or the arguments do not decode.</returns>
    public static IContractError? Decode(ReadOnlySpan<byte> data) =>
        TokenFactory.DecodeError(data)
        ?? GenesisToken.DecodeError(data)
        ?? ManagedToken.DecodeError(data)
        ?? SiteRegistry.DecodeError(data)
        ?? DropFactory.DecodeError(data)
        ?? MerkleDrop.DecodeError(data)
        ?? VoucherDrop.DecodeError(data)
        ?? CumulativeDrop.DecodeError(data)
        ?? PoolOpener.DecodeError(data)
        ?? PoolSwapper.DecodeError(data)
        ?? StakingFactory.DecodeError(data)
        ?? StakingPool.DecodeError(data)
        ?? NftStakingPool.DecodeError(data)
        ?? Payout.DecodeError(data)
        ?? VestingVault.DecodeError(data);
}
