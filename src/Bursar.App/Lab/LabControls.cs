using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;

namespace Bursar.App.Lab;

/// <summary>What one may do to a laboratory's network.</summary>
/// <param name="network">The network.</param>
/// <param name="time">Clock.</param>
public sealed class LabControls(LabNetwork network, TimeProvider time)
{
    private static readonly TimeSpan SplitLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>A connection takes a moment, and one that is asked for in the meantime ends it.</summary>
    private static readonly TimeSpan JoinInterval = TimeSpan.FromSeconds(6);

    /// <summary>Replaces the last blocks by others without their transactions; of a rollup those of the chain below it.</summary>
    /// <returns>The height of the last block that stayed.</returns>
    public async Task<Result<ulong>> ReorgAsync(int depth, CancellationToken cancellationToken = default)
    {
        if (Wrong("reorg", LabKind.Depth, LabKind.Instant, LabKind.Rollup) is { } wrong)
            return wrong;
        using EthereumClient client = Connect(network.Nodes[^1]);
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        if (depth < 1 || (ulong)depth > head)
            return new Fault("lab.bad-depth", $"{depth} blocks cannot be replaced: the chain has {head}.", "depth", "Give a number from 1 to the height of the chain.") { Kind = FaultKind.Usage };
        await new LocalControls(client).ReorgAsync(depth, cancellationToken);
        return head - (ulong)depth;
    }

    /// <summary>Parts the two halves (kind <c>pos</c>) and waits until each has blocks of its own.</summary>
    /// <returns>How they have parted.</returns>
    public async Task<Result<LabSplit>> PartitionAsync(CancellationToken cancellationToken = default)
    {
        if (Wrong("partition", LabKind.Pos) is { } wrong)
            return wrong;
        await DisconnectAsync(cancellationToken);
        return await WaitAsync("the halves did not part", SplitLimit, async () => await SplitAsync(cancellationToken) is { Parted: true } split ? split : null, cancellationToken);
    }

    /// <summary>Stops finality while blocks go on. Kind <c>pos</c>: the halves are parted, and neither has two thirds of the stake; kind <c>rollup</c>: no batch is
    /// posted any more.</summary>
    /// <returns>The height that is final, which is where it stays within an epoch or two.</returns>
    public async Task<Result<ulong>> StallAsync(CancellationToken cancellationToken = default)
    {
        if (Wrong("stall", LabKind.Pos, LabKind.Rollup) is { } wrong)
            return wrong;
        if (network.Kind == LabKind.Rollup)
        {
            await HoldAsync(true, cancellationToken);
            return await FinalizedAsync(network.Nodes[0], cancellationToken);
        }

        await DisconnectAsync(cancellationToken);
        return await FinalizedAsync(network.Nodes[0], cancellationToken);
    }

    /// <summary>Joins the halves again (kind <c>pos</c>) and waits until both have the same chain.</summary>
    /// <returns>How they had parted, and where the chain went on: the first half's blocks after the fork are no longer part of it.</returns>
    public async Task<Result<LabSplit>> HealAsync(CancellationToken cancellationToken = default)
    {
        if (Wrong("heal", LabKind.Pos) is { } wrong)
            return wrong;
        LabSplit before = await SplitAsync(cancellationToken);
        await JoinAsync(cancellationToken);
        long joined = time.GetTimestamp();
        Result<LabSplit> after = await WaitAsync("the halves did not come to one chain", SettleLimit, async () =>
        {
            LabSplit now = await SplitAsync(cancellationToken);
            if (time.GetElapsedTime(joined) >= JoinInterval && await Beacon(0).PeersAsync(cancellationToken) == 0)
            {
                joined = time.GetTimestamp();
                await JoinAsync(cancellationToken);
            }

            return now is { Parted: false } && now.Fork > before.Fork ? now : null;
        }, cancellationToken);
        return after.IsOk ? before : after;
    }

    /// <summary>Ends a stall and waits until more is final than was.</summary>
    /// <returns>The height that is final now.</returns>
    public async Task<Result<ulong>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        if (Wrong("resume", LabKind.Pos, LabKind.Rollup) is { } wrong)
            return wrong;
        ulong before = await LeastFinalAsync(cancellationToken);
        if (network.Kind == LabKind.Rollup)
            await HoldAsync(false, cancellationToken);
        else if (await HealAsync(cancellationToken) is { IsOk: false } apart)
            return Result<ulong>.Fail(apart.Faults);
        Result<LabHeight> reached = await WaitAsync("finality did not go on", SettleLimit,
            async () => await LeastFinalAsync(cancellationToken) is var now && now > before ? new LabHeight(now) : null, cancellationToken);
        return reached.IsOk ? reached.Value.Number : Result<ulong>.Fail(reached.Faults);
    }

    /// <summary>Each node's head and what it calls safe and final.</summary>
    public async Task<IReadOnlyList<LabNodeState>> StateAsync(CancellationToken cancellationToken = default)
    {
        var states = new List<LabNodeState>();
        foreach (LabNode node in network.Nodes)
        {
            using EthereumClient client = Connect(node);
            IReadOnlyList<BlockHeader?> blocks = await client.GetBlocksAsync([BlockTag.Latest, BlockTag.Safe, BlockTag.Finalized], cancellationToken);
            int? peers = node is { Peer: not null, Control: { } control } ? await new BeaconNode(control).PeersAsync(cancellationToken) : null;
            states.Add(new LabNodeState(node, blocks[0]?.Number ?? 0, blocks[1]?.Number, blocks[2]?.Number, peers));
        }

        return states;
    }

    private static EthereumClient Connect(LabNode node) => EthereumClient.Connect(node.Rpc);

    private static async Task<ulong> FinalizedAsync(LabNode node, CancellationToken cancellationToken)
    {
        using EthereumClient client = Connect(node);
        return (await client.GetBlockAsync(BlockTag.Finalized, cancellationToken))?.Number ?? 0;
    }

    /// <summary>The height that is final at every node of the network.</summary>
    private async Task<ulong> LeastFinalAsync(CancellationToken cancellationToken)
    {
        ulong least = ulong.MaxValue;
        foreach (LabNode node in network.Kind == LabKind.Pos ? network.Nodes : network.Nodes.Take(1))
            least = Math.Min(least, await FinalizedAsync(node, cancellationToken));
        return least;
    }

    private async Task HoldAsync(bool hold, CancellationToken cancellationToken)
    {
        using EthereumClient client = Connect(network.Nodes[0]);
        await client.RequestAsync(RpcRequest.Of("lab_hold", writer => writer.WriteBooleanValue(hold)), cancellationToken);
    }

    private Fault? Wrong(string verb, params LabKind[] kinds) => kinds.Contains(network.Kind)
        ? null
        : new Fault("lab.wrong-kind", $"'{verb}' is nothing for a laboratory of kind '{Laboratory.WordOf(network.Kind)}'.", Hint: $"It is for {string.Join(" and ", kinds.Select(Laboratory.WordOf))}.")
        { Kind = FaultKind.Usage };

    private BeaconNode Beacon(int number) => new(network.Nodes[number].Control!);

    private Task JoinAsync(CancellationToken cancellationToken) => Beacon(1).ConnectAsync(network.Nodes[0].Peer!, cancellationToken);

    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await Beacon(0).DisconnectAsync(network.Nodes[1].Peer!, cancellationToken);
        await Beacon(1).DisconnectAsync(network.Nodes[0].Peer!, cancellationToken);
    }

    /// <summary>Where the chains of the two halves part.</summary>
    private async Task<LabSplit> SplitAsync(CancellationToken cancellationToken)
    {
        using EthereumClient first = Connect(network.Nodes[0]);
        using EthereumClient second = Connect(network.Nodes[1]);
        ulong[] heads = [await first.GetBlockNumberAsync(cancellationToken), await second.GetBlockNumberAsync(cancellationToken)];
        ulong at = Math.Min(heads[0], heads[1]);
        while (at > 0)
        {
            BlockHeader? one = await first.GetBlockAsync(BlockTag.At(at), cancellationToken);
            BlockHeader? other = await second.GetBlockAsync(BlockTag.At(at), cancellationToken);
            if (one is not null && one.Hash == other?.Hash)
                break;
            at--;
        }

        return new LabSplit(at, heads[0], heads[1]);
    }

    private async Task<Result<T>> WaitAsync<T>(string what, TimeSpan limit, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        long started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < limit)
        {
            try
            {
                if (await ask() is { } found)
                    return found;
            }
            catch (Exception e) when (e is RpcException or TransportException or HttpRequestException)
            {
                // A node that is busy with changing its chain may not answer for a moment.
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }

        return LabFaults.NotSettled(what, limit);
    }

    private sealed record LabHeight(ulong Number);
}
