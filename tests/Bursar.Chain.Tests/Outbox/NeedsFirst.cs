using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>The error of the test counter.</summary>
internal sealed record NeedsFirst(UInt256 Key) : IContractError
{
    public string Name => nameof(NeedsFirst);

    public Selector Selector => new(0x89abcdef);

    public IReadOnlyList<KeyValuePair<string, string>> Arguments => [KeyValuePair.Create("key", Key.ToString())];

    public static IContractError? Decode(ReadOnlySpan<byte> data) =>
        data.Length == 36 && Selector.Read(data) == new Selector(0x89abcdef) ? new NeedsFirst(new UInt256(data[4..])) : null;
}
