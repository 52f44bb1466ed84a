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
            var gone = new List<(VestingBlueprint Vesting, VestingVault.ScheduleOpenedEvent Opened, Hash32 Transaction)>();
            foreach (Log log in await logs.ReadAsync(
                Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], [], [], [AbiTopic.Of(group.Key)]], cancellationToken: cancellationToken))
            {
                if (VestingVault.ScheduleOpenedEvent.TryDecode(log.Topics, log.Data, out VestingVault.ScheduleOpenedEvent opened)
                    && opened.Funder == blueprint.Operator && !known.Contains(opened.Id)
                    && group.FirstOrDefault(v => IsOf(opened.Schedule.Salt, ResourceKeys.VestingSalt(blueprint.Operator, blueprint.Loaded.Launch.Name, v.Spec.Key, 0))) is { } vesting)
                    gone.Add((vesting, opened, log.TransactionHash));
            }

            foreach (IGrouping<VestingBlueprint, (VestingBlueprint Vesting, VestingVault.ScheduleOpenedEvent Opened, Hash32 Transaction)> of in gone.GroupBy(g => g.Vesting))
            {
                (_, VestingVault.ScheduleOpenedEvent first, Hash32 transaction) = of.First();
                string which = of.Count() == 1 ? "a schedule" : $"{of.Count()} schedules";
                faults.Add(new Fault("plan.vesting-changed",
                    $"{of.Key.Spec.Path} has opened {which} that it does not have any more, {(of.Count() == 1 ? "" : "the first of them ")}{first.Id} of {first.Recipient} in {transaction}; what is in the file now would be opened beside it.",
                    of.Key.Spec.Path, "Restore the row and its terms, or give what is new another key. Rows can be added.")
                { Kind = FaultKind.Refused }.At(of.Key.Spec.Position));
            }
        }

        return faults;
    }

    private static bool IsOf(Hash32 salt, Hash32 name) => salt.Span[..NameBytes].SequenceEqual(name.Span[..NameBytes]);
}
