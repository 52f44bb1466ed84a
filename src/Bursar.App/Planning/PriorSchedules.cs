using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>Finds schedules that the operator opened for a vesting of this launch and that its file no longer has: with another amount, date or recipient.</summary>
/// <remarks>The first bytes of a salt name the vesting, so that each of its schedules is found, whatever it says. Schedules that are new in the file are no fault.</remarks>
internal sealed class PriorSchedules(ContractLogs logs)
{
    private const int NameBytes = 24;

    public async Task<IReadOnlyList<Fault>> FindAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (IGrouping<Address, VestingBlueprint> group in blueprint.Vesting.Where(v => v.Source == VestingSource.Operator).GroupBy(v => v.Token.Address))
        {
            HashSet<Hash32> known = [.. group.SelectMany(v => v.Schedules).Select(s => s.Id)];
            foreach (Log log in await logs.ReadAsync(
                Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], [], [], [AbiTopic.Of(group.Key)]], cancellationToken: cancellationToken))
            {
                if (VestingVault.ScheduleOpenedEvent.TryDecode(log.Topics, log.Data, out VestingVault.ScheduleOpenedEvent opened)
                    && opened.Funder == blueprint.Operator && !known.Contains(opened.Id)
                    && group.FirstOrDefault(v => IsOf(opened.Schedule.Salt, ResourceKeys.VestingSalt(blueprint.Loaded.Launch.Name, v.Spec.Key, 0))) is { } vesting)
                {
                    faults.Add(new Fault("plan.vesting-changed",
                        $"{vesting.Spec.Path} has opened schedule {opened.Id} of {opened.Recipient} in {log.TransactionHash}, and does not have it any more; its rows would now be opened beside it.",
                        vesting.Spec.Path, "Restore the row and its terms, or give what is new another key. Rows can be added.")
                    { Kind = FaultKind.Refused }.At(vesting.Spec.Position));
                }
            }
        }

        return faults;
    }

    private static bool IsOf(Hash32 salt, Hash32 name) => salt.Span[..NameBytes].SequenceEqual(name.Span[..NameBytes]);
}
