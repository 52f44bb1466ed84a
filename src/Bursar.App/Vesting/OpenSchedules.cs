using Bursar.App.Drops;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Vesting;

/// <summary>Opens schedules whose tokens are in boxes, from published files; rows of a drop are claimed for their boxes first. Anybody may.</summary>
public sealed class OpenSchedules(SendSteps send)
{
    /// <summary>Opens what is not open of an account's schedules.</summary>
    /// <param name="path">The published files, as <see cref="PublishedSchedules.Read"/> takes them.</param>
    /// <param name="account">Whose schedules.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<OpenedSchedule>> RunAsync(
        string path, Address account, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        if (!PublishedSchedules.Read(path, send.Network.ChainId, account).TryGet(out IReadOnlyList<PublishedSchedule>? schedules, out IReadOnlyList<Fault> faults))
            return Result<OpenedSchedule>.Fail(faults);
        var steps = new List<PlanStep>();
        var ids = new List<Hash32>();
        foreach (PublishedSchedule schedule in schedules)
        {
            Hash32 id = VestingKeys.IdOf(schedule.Schedule);
            VestingVault.StateOfResult state = await send.Client.CallAsync(Deployments.VestingVaultAddress, new VestingVault.StateOfCall(id), BlockTag.Latest, cancellationToken);
            if (state.Opened)
                continue;
            Address box = VestingKeys.BoxOf(schedule.Schedule);
            UInt256 balance = await send.Client.CallAsync(schedule.Schedule.Token, new Erc20.BalanceOfCall(box), BlockTag.Latest, cancellationToken);
            UInt256 total = schedule.Schedule.Points[^1] % (UInt256.One << 120);
            string[] after = [];
            if (balance < total)
            {
                if (schedule.Drop is null)
                    return Underfunded(id, box, balance, total);
                if (!(await ClaimAsync(schedule, box, now, cancellationToken)).TryGet(out IReadOnlyList<PlanStep>? claims, out faults))
                    return Result<OpenedSchedule>.Fail(faults);
                steps.AddRange(claims);
                after = [.. claims.Select(c => c.Id)];
            }

            byte[] data = new VestingVault.OpenCall(schedule.Schedule).Encode();
            steps.Add(new PlanStep
            {
                Id = $"vest-open/{id}",
                Title = $"Open schedule {id} of {account}",
                To = Deployments.VestingVaultAddress,
                Data = data,
                Gas = GasModel.Vesting(data, 1) + GasModel.VestingBox,
                Check = VestingSteps.CheckOf(id),
                After = after,
            });
            ids.Add(id);
        }

        if (steps.Count == 0)
            return new Fault("vesting.opened", $"all {schedules.Count} schedules of {account} were opened.", null, "Nothing is left to do; 'bursar vest withdraw' pays what has vested.") { Kind = FaultKind.Refused };
        Result<OutboxOutcome> sent = await send.RunAsync(new SendOrder { Steps = steps }, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new OpenedSchedule(ids, outcome) : Result<OpenedSchedule>.Fail(sent.Faults);
    }

    private async Task<Result<IReadOnlyList<PlanStep>>> ClaimAsync(PublishedSchedule schedule, Address box, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!DropFolder.Open(schedule.Folder, schedule.Drop).TryGet(out DropFolder? folder, out IReadOnlyList<Fault> faults))
            return Result<IReadOnlyList<PlanStep>>.Fail(faults);
        var claim = new ClaimDrop(send.Client);
        return (await claim.FindAsync(folder, box, now, cancellationToken)).TryGet(out OpenClaims? claims, out faults)
            ? Result<IReadOnlyList<PlanStep>>.Ok(ClaimDrop.Steps(claims, send.Sender, null))
            : Result<IReadOnlyList<PlanStep>>.Fail(faults);
    }

    private static Fault Underfunded(Hash32 id, Address box, UInt256 balance, UInt256 total) => new Fault(
        "vesting.underfunded", $"schedule {id} promises {total} base units, and its box {box} has {balance}: {total - balance} too little.", null, "Anybody can send what is missing to the box; then it can be opened.")
    { Kind = FaultKind.Refused };
}

/// <summary>Schedules that were opened.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record OpenedSchedule(IReadOnlyList<Hash32> Ids, OutboxOutcome Outcome);
