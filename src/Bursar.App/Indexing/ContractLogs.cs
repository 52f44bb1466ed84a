using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Indexing;

/// <summary>Reads the logs of contracts up to one block, from the block on in which a contract came into being.</summary>
/// <remarks>
/// That block is found by asking for the code at blocks in between, so contracts must be ones that never vanish, as Bursar's are. A node that does not keep old
/// state cannot answer; then everything from the first block on is read. A block's hash names all blocks below it: as long as the last block keeps its hash,
/// everything that was read, in however many parts, is of one branch.
/// </remarks>
/// <param name="client">The chain.</param>
/// <param name="head">The last block that is read.</param>
/// <param name="few">On a chain of fewer blocks all are read, which costs less than looking for the first one.</param>
public sealed class ContractLogs(EthereumClient client, ulong head, ulong few = 10_000)
{
    private readonly Dictionary<Address, ulong> _births = [];
    private Hash32? _branch;

    /// <summary>The last block that is read.</summary>
    public ulong Head => head;

    /// <summary>The logs of <paramref name="contract"/> that fit, in the order of the chain.</summary>
    /// <param name="contract">Whose logs.</param>
    /// <param name="topics">As in <see cref="LogFilter.Topics"/>.</param>
    /// <param name="since">The contract before whose creation there is nothing to find; null for <paramref name="contract"/> itself.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RpcException">The chain changed to another branch since the first read: what was read before no longer fits.</exception>
    public async Task<IReadOnlyList<Log>> ReadAsync(
        Address contract, IReadOnlyList<IReadOnlyList<Hash32>> topics, Address? since = null, CancellationToken cancellationToken = default)
    {
        _branch ??= await HashAsync(cancellationToken);
        ulong from = await BirthAsync(since ?? contract, cancellationToken);
        IReadOnlyList<Log> logs = await client.GetLogsAsync(LogFilter.InRange(from, head) with { Addresses = [contract], Topics = topics }, cancellationToken);
        if (await HashAsync(cancellationToken) != _branch || logs.Any(log => log.BlockNumber == head && log.BlockHash != _branch))
            throw new RpcException("eth_getBlockByNumber", "result.hash", $"is no longer that of block {head}: the chain changed to another branch while its logs were read; run the command again");
        return logs;
    }

    /// <summary>The block in which <paramref name="contract"/> got its code; 0 when that cannot be told or does not matter; the head when it has none.</summary>
    public async Task<ulong> BirthAsync(Address contract, CancellationToken cancellationToken = default)
    {
        if (head < few)
            return 0;
        if (_births.TryGetValue(contract, out ulong known))
            return known;
        ulong low = 0;
        ulong high = head;
        try
        {
            while (low < high)
            {
                ulong middle = low + ((high - low) / 2);
                if ((await client.GetCodeAsync(contract, middle, cancellationToken)).Length > 0)
                    high = middle;
                else
                    low = middle + 1;
            }
        }
        catch (RpcException)
        {
            low = 0; // the node answers for newer blocks only
        }

        _births[contract] = low;
        return low;
    }

    private async Task<Hash32> HashAsync(CancellationToken cancellationToken) =>
        (await client.GetBlockAsync(BlockTag.At(head), cancellationToken) ?? throw new RpcException("eth_getBlockByNumber", "result", $"is null where block {head} was asked for")).Hash;
}
