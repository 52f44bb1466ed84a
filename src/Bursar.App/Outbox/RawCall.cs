using Bursar.Evm.Abi;

namespace Bursar.App.Outbox;

/// <summary>Ready calldata as a call whose result is its bytes.</summary>
internal sealed record RawCall(byte[] Data) : IContractCall<byte[]>
{
    public byte[] Encode() => Data;

    public byte[] DecodeResult(ReadOnlySpan<byte> data) => data.ToArray();
}
