using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Rollups;

/// <summary>What is asked of the fee contracts of rollups.</summary>
internal static class RollupCalls
{
    private const int SelectorLength = 4;
    private const int Word = 32;

    /// <summary>The predeploy of the OP stack.</summary>
    public static Address GasPriceOracle { get; } = Address.Parse("0x420000000000000000000000000000000000000F");

    /// <summary>Arbitrum's precompile that every one of its chains has.</summary>
    public static Address ArbSys { get; } = Address.Parse("0x0000000000000000000000000000000000000064");

    /// <summary>Arbitrum's interface that a node answers itself; it has no code.</summary>
    public static Address NodeInterface { get; } = Address.Parse("0x00000000000000000000000000000000000000C8");

    /// <summary><c>getL1Fee(bytes)</c>: the fee in wei for an unsigned transaction.</summary>
    public static byte[] GetL1Fee(byte[] unsigned)
    {
        var writer = new AbiWriter(Prefix("getL1Fee(bytes)"), Word, unsigned.Length + Word);
        writer.WriteBytes(unsigned);
        return writer.Finish();
    }

    /// <summary><c>gasEstimateL1Component(address,bool,bytes)</c>: gas for the data, base fee, and price of the chain below.</summary>
    public static byte[] GasEstimateL1Component(Address? to, byte[] data)
    {
        var writer = new AbiWriter(Prefix("gasEstimateL1Component(address,bool,bytes)"), 3 * Word, data.Length + Word);
        writer.WriteAddress(to ?? Address.Zero);
        writer.WriteBool(to is null);
        writer.WriteBytes(data);
        return writer.Finish();
    }

    /// <summary>The fee that <see cref="GetL1Fee"/> brought.</summary>
    /// <exception cref="AbiException">It brought something else.</exception>
    public static UInt256 ReadL1Fee(byte[] result)
    {
        var reader = new AbiReader(result, Word);
        UInt256 fee = reader.ReadUInt256();
        reader.Finish();
        return fee;
    }

    /// <summary>Gas times base fee of what <see cref="GasEstimateL1Component"/> brought.</summary>
    /// <exception cref="AbiException">It brought something else.</exception>
    public static UInt256 ReadL1Component(byte[] result)
    {
        var reader = new AbiReader(result, 3 * Word);
        ulong gas = reader.ReadUInt64();
        UInt256 baseFee = reader.ReadUInt256();
        _ = reader.ReadUInt256();
        reader.Finish();
        return (UInt256)gas * baseFee;
    }

    private static byte[] Prefix(string signature)
    {
        byte[] selector = new byte[SelectorLength];
        Selector.Of(signature).Write(selector);
        return selector;
    }
}
