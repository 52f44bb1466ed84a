using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>Finds which schedules of a launch the chain has opened.</summary>
public sealed class OpenedSchedules(EthereumClient client)
{
    private const int MostIds = 500;

    /// <summary>Ids of the schedules that were opened, those that were moved to another account since among them.</summary>
    public async Task<IReadOnlySet<Hash32>> FindAsync(Blueprint blueprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var opened = new HashSet<Hash32>();
        Hash32[] ids = [.. blueprint.Vesting.Where(v => v.Source != VestingSource.Drop).SelectMany(v => v.Schedules).Select(s => s.Id)];
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        if (ids.Length == 0 || (await client.GetCodeAsync(Deployments.VestingVaultAddress, head, cancellationToken)).Length == 0)
            return opened;
        IReadOnlyList<VestingVault.StateOfResult> states = await client.CallManyAsync<VestingVault.StateOfResult>(
            [.. ids.Select(id => new ContractCall<VestingVault.StateOfResult>(Deployments.VestingVaultAddress, new VestingVault.StateOfCall(id)))], head, cancellationToken);
        opened.UnionWith(ids.Where((_, i) => states[i].Opened));
        foreach (Hash32[] part in ids.Where((_, i) => !states[i].Opened).Chunk(MostIds))
        {
            foreach (Log log in await new Indexing.ContractLogs(client, head).ReadAsync(
                Deployments.VestingVaultAddress, [[VestingVault.ReassignedEvent.Topic], part], cancellationToken: cancellationToken))
                opened.Add(log.Topics[1]);
        }

        return opened;
    }
}
