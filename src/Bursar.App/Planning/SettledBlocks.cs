using Bursar.Core.Networks;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>The highest blocks that a network counts as safe and as final.</summary>
/// <param name="Safe">Number of the highest safe block.</param>
/// <param name="Final">Number of the highest final block.</param>
public readonly record struct SettledBlocks(ulong Safe, ulong Final)
{
    /// <summary>Asks the node, by the network's own rule.</summary>
    public static async Task<SettledBlocks> ReadAsync(EthereumClient client, NetworkProfile network, CancellationToken cancellationToken = default)
    {
        if (network.Finality.Kind == FinalityKind.Tag)
        {
            BlockHeader? safe = await client.GetBlockAsync(BlockTag.Safe, cancellationToken);
            BlockHeader? final = await client.GetBlockAsync(BlockTag.Finalized, cancellationToken);
            return new SettledBlocks(safe?.Number ?? 0, final?.Number ?? 0);
        }

        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        return network.Finality.Kind == FinalityKind.Instant
            ? new SettledBlocks(head, head)
            : new SettledBlocks(Below(head, network.Finality.SafeDepth), Below(head, network.Finality.Depth));
    }

    private static ulong Below(ulong head, ulong depth) => head > depth ? head - depth : 0;
}
