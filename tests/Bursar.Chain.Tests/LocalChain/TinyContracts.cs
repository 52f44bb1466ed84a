using Bursar.Evm.Primitives;

namespace Bursar.Chain.Tests.LocalChain;

/// <summary>Contracts of a few instructions, written by hand.</summary>
internal static class TinyContracts
{
    /// <summary>Reverts with its calldata as the revert data: calldatacopy(0, 0, size); revert(0, size).</summary>
    public static byte[] EchoRevert { get; } = Hex.Decode("0x66365f5f37365ffd5f5260076019f3");

    /// <summary>Logs its calldata: the first word as the topic, the rest as the data.</summary>
    public static byte[] EchoLog { get; } = Hex.Decode("0x6d365f5f375f51602036036020a1005f52600e6012f3");
}
