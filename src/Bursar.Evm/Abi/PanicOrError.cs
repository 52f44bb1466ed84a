using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>Decodes the two errors that every Solidity contract can raise.</summary>
public static class PanicOrError
{
    /// <summary>Decodes <c>Error(string)</c> into a <see cref="RevertMessage"/> and <c>Panic(uint256)</c> into a <see cref="Panic"/>. It is an <see cref="ErrorDecoder"/>.</summary>
    /// <param name="data">Revert data: selector and arguments.</param>
    /// <returns>Null when it is neither of them, or malformed.</returns>
    public static IContractError? Decode(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4)
            return null;
        Selector selector = Selector.Read(data);
        if (selector != RevertMessage.Selector && selector != Panic.Selector)
            return null;
        try
        {
            var reader = new AbiReader(data[4..], 32);
            return selector == Panic.Selector ? new Panic(reader.ReadUInt256()) : new RevertMessage(reader.ReadString());
        }
        catch (AbiException)
        {
            return null;
        }
    }
}
