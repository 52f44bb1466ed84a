using System.Diagnostics;
using Bursar.Chaos.Proxy;

namespace Bursar.Chaos.Runs;

/// <summary>One run: a chain, a proxy, the program, and what a seed says of all three.</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(15);

    /// <summary>After so many nothing more is done to the run, and blocks come slower: a machine that is busy needs time, not blocks.</summary>
    private const int QuickTicks = 600;

    /// <summary>Runs a seed and judges it.</summary>
    /// <param name="ground">What it stands on.</param>
    /// <param name="size">How large it is.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="folder">An empty folder of its own.</param>
    /// <param name="log">Takes what happens.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RunResult> RunAsync(Ground ground, ChaosSize size, ulong seed, string folder, TroubleLog log, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var schedule = new Schedule(seed, size, ground.Possible);
        await using ChaosChain chain = await ChaosChain.StartAsync(ground.Anvil, cancellationToken);
        await using var proxy = new ChaosProxy(chain.Endpoint, log);
        using SmallDisk disk = SmallDisk.At(Job.HomeIn(folder), ground.MayMount);
        Job job = await Job.WriteAsync(folder, schedule, chain.Client, cancellationToken);
        bool clocks = ground.FakeTime is not null && schedule.Events.Any(e => e.Kind == EventKind.ClockJump);
        Uri rpc = schedule.OverWebSocket ? proxy.WebSocket : proxy.Http;
        await using var desk = new OperatorDesk(ground, job, rpc, clocks, log) { CountGone = () => Verdict.CountGoneAsync(chain, Verdict.FinalIn(job), cancellationToken) };
        for (int clock = 1; clock <= 2; clock++)
            await File.WriteAllTextAsync(desk.ClockOf(clock), "+0\n", cancellationToken);
        using var happenings = new Happenings(job, chain, desk, disk, log);
        await using Bystander? bystander = schedule.Watched
            ? new Bystander(chain.Endpoint, job.Blueprint.Tokens[0].Address, new Dice(seed).For("bystander"), log)
            : null;
        proxy.Plan = schedule.Trouble;
        log.Say($"seed {seed}, {(schedule.OverWebSocket ? "WebSocket" : "HTTP")}, a block each {schedule.Tick.TotalMilliseconds:0} ms, batches of {schedule.Batch}, patience {schedule.Patience.TotalSeconds:0} s");

        var problems = new List<string>();
        await CarryOutAsync(schedule, chain, proxy, desk, happenings, cancellationToken);
        if (!desk.IsDone && desk.Problems.Count == 0)
            problems.Add($"it did not end within {size.Limit} blocks");
        await desk.DisposeAsync();
        happenings.Calm();
        var verdict = new Verdict(job, chain, happenings.Foreign);
        if (desk.IsDone && !desk.Undone)
        {
            // What was called final has to bear the deepest reorganisation that the rule allows.
            await happenings.ReorgAsync(new ChaosEvent(0, EventKind.Reorg, Schedule.FinalDepth - 1), cancellationToken);
            if (desk.Undone)
                problems.Add("what was called final did not bear a reorganisation within the rule");
        }

        problems.AddRange(desk.Problems);
        problems.AddRange(await verdict.JudgeAsync(desk is { IsDone: true, Undone: false }, cancellationToken));
        if (bystander is not null)
            problems.AddRange(await bystander.CompareAsync(chain, cancellationToken));
        return new RunResult
        {
            Seed = seed,
            Size = size.Name,
            Problems = problems,
            Injected = new SortedDictionary<string, int>(log.Counts.ToDictionary(), StringComparer.Ordinal),
            Exits = new SortedDictionary<string, int>(desk.Exits.ToDictionary(), StringComparer.Ordinal),
            Faults = new SortedDictionary<string, int>(desk.Faults.ToDictionary(), StringComparer.Ordinal),
            Starts = desk.Starts,
            Rows = size.Rows,
            Transactions = verdict.Transactions,
            Blocks = await chain.Client.GetBlockNumberAsync(cancellationToken),
            Requests = proxy.Requests,
            Seconds = Math.Round(watch.Elapsed.TotalSeconds, 2),
            SaidUndone = desk.SaidUndone,
        };
    }

    /// <summary>Makes blocks, lets things happen and has the commands run until they are done, or the time is over.</summary>
    private static async Task CarryOutAsync(
        Schedule schedule, ChaosChain chain, ChaosProxy proxy, OperatorDesk desk, Happenings happenings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var events = new Queue<ChaosEvent>(schedule.Events);
        bool calm = false;
        for (int tick = 0; desk.Problems.Count == 0 && tick < schedule.Size.Limit; tick++)
        {
            TimeSpan next = watch.Elapsed + (tick < QuickTicks ? schedule.Tick : 8 * schedule.Tick);
            await happenings.TickAsync(tick, cancellationToken);
            while (!calm && events.TryPeek(out ChaosEvent? due) && due.Request <= proxy.Requests)
                await happenings.ApplyAsync(events.Dequeue(), tick, cancellationToken);
            if (!calm && (proxy.Requests > schedule.Size.Horizon || tick > QuickTicks))
            {
                calm = true;
                happenings.Calm();
                proxy.Plan = TroublePlan.Calm;
            }

            if (happenings.Mines(tick))
                await chain.Controls.MineAsync(schedule.BlocksAt(tick), cancellationToken);
            do
            {
                await desk.LookAsync(schedule.Patience, calm, proxy.Requests);
                if (desk is { IsDone: true, Undone: false })
                    return;
                await Task.Delay(LookEvery, cancellationToken);
            }
            while (watch.Elapsed < next);
        }
    }
}
