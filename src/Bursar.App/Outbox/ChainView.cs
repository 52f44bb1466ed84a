using Bursar.Core.Networks;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <summary>The chain at one moment: its head, and up to where its rule calls blocks safe and final.</summary>
/// <param name="Head">Latest block.</param>
/// <param name="Safe">Height up to which blocks are safe; null when none is.</param>
/// <param name="Final">Height up to which blocks are final; null when none is.</param>
internal sealed record ChainView(BlockHeader Head, ulong? Safe, ulong? Final)
{
    /// <summary>Reads the view. Whatever is read of the chain afterwards is at least as new: a height that is final here stays so.</summary>
    public static async Task<ChainView> ReadAsync(EthereumClient client, FinalityRule rule, CancellationToken cancellationToken)
    {
        if (rule.Kind == FinalityKind.Tag)
        {
            IReadOnlyList<BlockHeader?> blocks =
                await client.GetBlocksAsync([BlockTag.Finalized, BlockTag.Safe, BlockTag.Latest], cancellationToken);
            return new ChainView(Required(blocks[2]), blocks[1]?.Number, blocks[0]?.Number);
        }

        BlockHeader head = Required(await client.GetBlockAsync(BlockTag.Latest, cancellationToken));
        return rule.Kind == FinalityKind.Instant
            ? new ChainView(head, head.Number, head.Number)
            : new ChainView(head, Below(head.Number, rule.SafeDepth), Below(head.Number, rule.Depth));
    }

    /// <summary>The head as a block reference.</summary>
    public BlockRef HeadRef => new(Head.Number, Head.Hash);

    /// <summary>The firmest state of a block at that height.</summary>
    public OutboxState StateAt(ulong number) => number <= Final ? OutboxState.Final : number <= Safe ? OutboxState.Safe : OutboxState.Seen;

    /// <summary>True when finality has moved since <paramref name="other"/>, or the head has.</summary>
    public bool Differs(ChainView? other) => other is null || Head.Hash != other.Head.Hash || Safe != other.Safe || Final != other.Final;

    private static ulong? Below(ulong head, ulong depth) => head >= depth ? head - depth : null;

    private static BlockHeader Required(BlockHeader? head) =>
        head ?? throw new RpcException("eth_getBlockByNumber", "result", "is null where the latest block was asked for");
}
