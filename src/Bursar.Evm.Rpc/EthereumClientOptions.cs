using Bursar.Evm.Abi;

namespace Bursar.Evm.Rpc;

/// <summary>How an <see cref="EthereumClient"/> asks.</summary>
public sealed record EthereumClientOptions
{
    /// <summary>Decodes custom errors of the contracts that will be called; the first decoder that knows the data wins.</summary>
    public IReadOnlyList<ErrorDecoder> ErrorDecoders { get; init; } = [];

    /// <summary>Most requests in one batch.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Most bytes of parameters in one batch.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>Most batches under way at the same time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Most blocks that one <c>eth_getLogs</c> asks for; the client asks for fewer when the node complains.</summary>
    public ulong LogRange { get; init; } = 10_000;

    /// <summary>Most logs that one read may bring in all.</summary>
    public int MaxLogs { get; init; } = 5_000_000;
}
