using Bursar.Chaos.Proxy;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Watching;

namespace Bursar.Chaos.Runs;

/// <summary>Follows the token's logs over a WebSocket of its own while all this happens: at the end it must know what the chain knows.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Trouble[] Kinds = [Trouble.DoubledEvent, Trouble.LateEvent, Trouble.Slow, Trouble.ResetBefore, Trouble.ResetAfter];

    private readonly Address _token;
    private readonly ChaosProxy _proxy;
    private readonly EthereumClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<(Hash32 Block, ulong Index)> _known = [];
    private readonly List<string> _problems = [];
    private readonly Task _following;

    /// <summary>Begins to follow.</summary>
    public Bystander(Uri node, Address token, Dice dice, TroubleLog log)
    {
        _token = token;
        _proxy = new ChaosProxy(node, log) { Plan = new TroublePlan(dice, perMille: 10, lies: 0, Kinds) };
        _client = EthereumClient.Connect(_proxy.WebSocket);
        _following = FollowAsync();
    }

    /// <summary>Compares what it was told with what the chain has.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(ChaosChain chain, CancellationToken cancellationToken)
    {
        _proxy.Plan = TroublePlan.Calm;
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // A new head is what a follower is told by.
            await chain.Controls.MineAsync(1, cancellationToken);
            IReadOnlyList<Log> logs = await chain.Client.GetLogsAsync(
                LogFilter.InRange(0, await chain.Client.GetBlockNumberAsync(cancellationToken)) with { Addresses = [_token] }, cancellationToken);
            HashSet<(Hash32, ulong)> expected = [.. logs.Select(l => (l.BlockHash, l.LogIndex))];
            lock (_gate)
            {
                if (_problems.Count > 0)
                    return [.. _problems];
                if (_known.SetEquals(expected))
                    return [];
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                    return [$"who followed the logs knows {_known.Count}, the chain has {expected.Count}; {_known.Except(expected).Count()} are not on the chain"];
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _client.Dispose();
        await _proxy.DisposeAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (LogChange change in _client.WatchLogsAsync(new LogPattern { Addresses = [_token] }, new WatchOptions { FromBlock = 0 }, _stop.Token))
                Take(change);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (Exception e) when (e is RpcException or TransportException)
        {
            lock (_gate)
                _problems.Add($"who followed the logs had to give up: {e.Message}");
        }
    }

    private void Take(LogChange change)
    {
        (Hash32, ulong) key = (change.Log.BlockHash, change.Log.LogIndex);
        lock (_gate)
        {
            if (change.Removed ? !_known.Remove(key) : !_known.Add(key))
                _problems.Add($"log {change.Log.LogIndex} of block {change.Log.BlockNumber} ({change.Log.BlockHash}) was {(change.Removed ? "taken back without being told" : "told twice")}");
        }
    }
}
