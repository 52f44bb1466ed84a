using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Vesting;

/// <summary>What the vault's events say of the schedules of one token, followed through every move to another account, with the states as of one block.</summary>
public sealed class VaultBooks
{
    private const int MostIds = 500;

    private readonly Dictionary<Hash32, VaultEntry> _entries;

    private VaultBooks(Dictionary<Hash32, VaultEntry> entries) => _entries = entries;

    /// <summary>All schedules of the token that were ever opened.</summary>
    public IReadOnlyCollection<VaultEntry> Entries => _entries.Values;

    /// <summary>What the vault itself still owes, schedules with a box left out.</summary>
    public UInt256 OwedByVault => _entries.Values.Where(e => !e.State.Boxed).Aggregate(UInt256.Zero, (sum, e) => sum + e.Owed);

    /// <summary>The schedule that was opened under <paramref name="id"/>; null when none was.</summary>
    public VaultEntry? Find(Hash32 id) => _entries.GetValueOrDefault(id);

    /// <summary>Reads the books of a token up to the logs' last block.</summary>
    public static async Task<VaultBooks> ReadAsync(EthereumClient client, ContractLogs logs, Address token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(logs);
        IReadOnlyList<Log> found = (await client.GetCodeAsync(Deployments.VestingVaultAddress, logs.Head, cancellationToken)).Length == 0
            ? []
            : await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], [], [], [AbiTopic.Of(token)]], cancellationToken: cancellationToken);
        return await FollowAsync(client, logs, found, cancellationToken);
    }

    /// <summary>Follows schedules whose openings are known.</summary>
    internal static async Task<VaultBooks> FollowAsync(EthereumClient client, ContractLogs logs, IReadOnlyList<Log> openings, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Hash32, VaultEntry>();
        foreach (Log log in openings)
        {
            if (VestingVault.ScheduleOpenedEvent.TryDecode(log.Topics, log.Data, out VestingVault.ScheduleOpenedEvent opened))
                entries[opened.Id] = new VaultEntry { OpenedAs = opened.Id, Schedule = opened.Schedule, Funder = opened.Funder, Opening = log };
        }

        Dictionary<Hash32, VaultEntry> current = new(entries);
        Hash32[] fresh = [.. entries.Keys];
        while (fresh.Length > 0)
        {
            var moved = new List<Hash32>();
            foreach (Log log in await EventsAsync(logs, [VestingVault.ReassignedEvent.Topic], fresh, cancellationToken))
            {
                if (!VestingVault.ReassignedEvent.TryDecode(log.Topics, log.Data, out VestingVault.ReassignedEvent move) || !current.Remove(move.Id, out VaultEntry? entry))
                    continue;
                entry.Schedule = entry.Schedule with { Recipient = move.To };
                entry.Ids.Add(move.NewId);
                current[move.NewId] = entry;
                moved.Add(move.NewId);
            }

            fresh = [.. moved];
        }

        await ReadStatesAsync(client, logs, current, cancellationToken);
        await ReadPaymentsAsync(client, logs, entries, cancellationToken);
        return new VaultBooks(entries);
    }

    private static async Task ReadStatesAsync(EthereumClient client, ContractLogs logs, Dictionary<Hash32, VaultEntry> current, CancellationToken cancellationToken)
    {
        Hash32[] ids = [.. current.Keys];
        IReadOnlyList<VestingVault.StateOfResult> states = await client.CallManyAsync<VestingVault.StateOfResult>(
            [.. ids.Select(id => new ContractCall<VestingVault.StateOfResult>(Deployments.VestingVaultAddress, new VestingVault.StateOfCall(id)))], logs.Head, cancellationToken);
        for (int i = 0; i < ids.Length; i++)
            current[ids[i]].State = states[i];
    }

    private static async Task ReadPaymentsAsync(EthereumClient client, ContractLogs logs, Dictionary<Hash32, VaultEntry> entries, CancellationToken cancellationToken)
    {
        Dictionary<Hash32, VaultEntry> byId = entries.Values.SelectMany(e => e.Ids.Prepend(e.OpenedAs).Select(id => (id, e))).ToDictionary(p => p.id, p => p.e);
        var revoked = new List<(VaultEntry Entry, ulong Block)>();
        foreach (Log log in await EventsAsync(logs, [VestingVault.WithdrawnEvent.Topic, VestingVault.RevokedEvent.Topic], [.. byId.Keys], cancellationToken))
        {
            if (VestingVault.WithdrawnEvent.TryDecode(log.Topics, log.Data, out VestingVault.WithdrawnEvent paid))
            {
                VaultEntry entry = byId[paid.Id];
                entry.Paid += paid.Amount;
            }
            else if (VestingVault.RevokedEvent.TryDecode(log.Topics, log.Data, out VestingVault.RevokedEvent end))
            {
                byId[end.Id].Revocation = end;
                revoked.Add((byId[end.Id], log.BlockNumber));
            }
        }

        IReadOnlyList<BlockHeader?> headers = await client.GetBlocksAsync([.. revoked.Select(r => BlockTag.At(r.Block))], cancellationToken);
        for (int i = 0; i < revoked.Count; i++)
            revoked[i].Entry.RevokedAt = headers[i] is { } header ? DateTimeOffset.FromUnixTimeSeconds((long)header.Timestamp) : null;
    }

    private static async Task<List<Log>> EventsAsync(ContractLogs logs, Hash32[] topics, Hash32[] ids, CancellationToken cancellationToken)
    {
        var found = new List<Log>();
        foreach (Hash32[] part in ids.Chunk(MostIds))
            found.AddRange(await logs.ReadAsync(Deployments.VestingVaultAddress, [topics, part], cancellationToken: cancellationToken));
        return found;
    }
}
