namespace Bursar.Evm.Rpc.Rollups;

/// <summary>How a chain charges for posting a transaction's data to the chain below it.</summary>
public enum RollupKind
{
    /// <summary>It does not: gas is all that a transaction costs.</summary>
    None,

    /// <summary>OP stack (OP Mainnet, Base and others): a fee beside the gas, told by the <c>GasPriceOracle</c> at 0x4200…000F.</summary>
    OpStack,

    /// <summary>Arbitrum: as gas, which <c>eth_estimateGas</c> includes, told by the <c>NodeInterface</c> at 0x…00C8.</summary>
    Arbitrum,
}
