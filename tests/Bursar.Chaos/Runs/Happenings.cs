using System.Globalization;
using Bursar.App.LocalChain;
using Bursar.Chaos.Proxy;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.Chaos.Runs;

/// <summary>Lets the events of a schedule happen, and ends those that last.</summary>
/// <param name="job">The job.</param>
/// <param name="chain">The chain.</param>
/// <param name="desk">Who runs the program.</param>
/// <param name="disk">The journal's disk.</param>
/// <param name="log">What happened.</param>
internal sealed class Happenings(Job job, ChaosChain chain, OperatorDesk desk, SmallDisk disk, TroubleLog log) : IDisposable
{
    private const int MostLeftBlocks = 24;

    /// <summary>Depth of the deepest reorganisation, in blocks.</summary>
    private const ulong MostDepth = 250;

    private static readonly UInt256 Gwei = UInt256.PowerOfTen(9);
    private readonly PrivateKeySigner _signer = LocalAccounts.Signer(0);
    private readonly List<(SignedTransaction Transaction, ulong Nonce)> _foreign = [];
    private readonly List<(int Tick, Action Do)> _later = [];
    private int _stillUntil;

    /// <summary>Transactions of the account that are not the program's.</summary>
    public IReadOnlyCollection<Hash32> Foreign => [.. _foreign.Select(f => f.Transaction.Hash)];

    /// <summary>Whether blocks come.</summary>
    public bool Mines(int tick) => tick >= _stillUntil;

    /// <summary>Ends what has lasted long enough, and lets strangers repeat what the chain lost.</summary>
    public async Task TickAsync(int tick, CancellationToken cancellationToken)
    {
        foreach ((int Tick, Action Do) due in _later.Where(l => l.Tick <= tick).ToArray())
        {
            _later.Remove(due);
            due.Do();
        }

        if (tick % 5 == 0 && _foreign.Count > 0)
            await RepeatForeignAsync(cancellationToken);
    }

    /// <summary>Ends everything that lasts.</summary>
    public void Calm()
    {
        foreach ((_, Action end) in _later)
            end();
        _later.Clear();
        _stillUntil = 0;
    }

    /// <summary>Lets an event happen.</summary>
    public async Task ApplyAsync(ChaosEvent what, int tick, CancellationToken cancellationToken)
    {
        string? done = what.Kind switch
        {
            EventKind.Kill => await KillAsync(what.Amount, cancellationToken),
            EventKind.Pause => Pause(tick, 5 + (what.Amount % 40)),
            EventKind.Duel => Duel(what.Amount, tick),
            EventKind.Reorg or EventKind.DeepReorg => await ReorgAsync(what, cancellationToken),
            EventKind.DiskFull => FillDisk(what.Amount, tick),
            EventKind.FileLimit => LimitFiles(what.Amount, tick),
            EventKind.ClockJump => await MoveClockAsync(what.Amount, cancellationToken),
            EventKind.GasJump => await RaiseGasAsync(what.Amount, cancellationToken),
            EventKind.Foreign => await SendForeignAsync(what.Amount, cancellationToken),
            EventKind.Evict => await EvictAsync(what.Amount, cancellationToken),
            EventKind.StandStill => StandStill(what.Amount, tick),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        if (done is not null)
            log.Count(Name(what.Kind), done);
    }

    /// <summary>How a kind of event is called in logs and tables.</summary>
    public static string Name(EventKind kind) => kind.ToString().ToLowerInvariant();

    public void Dispose() => _signer.Dispose();

    /// <summary>Replaces blocks, and puts none, some or all of their transactions into the new ones.</summary>
    public async Task<string> ReorgAsync(ChaosEvent what, CancellationToken cancellationToken)
    {
        ulong head = await chain.Client.GetBlockNumberAsync(cancellationToken);
        IReadOnlyList<ChainTransaction> before = Verdict.FinalIn(job);
        bool deep = what.Kind == EventKind.DeepReorg;

        // Beyond the rule, and as far as it takes for something final to go, unless that is further than who follows logs can go back.
        ulong final = deep && before.Count > 0 ? head - before.Max(t => t.Block) + 1 : 0;
        ulong wanted = Math.Max((ulong)Schedule.DepthOf(what), final <= MostDepth ? final : 0);
        int depth = (int)Math.Min(wanted, head - 1);
        ulong first = head - (ulong)depth + 1;
        IReadOnlyList<ChainTransaction> gone = await chain.TransactionsAsync(Job.Operator, first, cancellationToken);
        int kept = deep ? 0 : (what.Amount / 100 % 3) switch { 0 => 0, 1 => gone.Count, _ => gone.Count / 2 };
        var again = new List<(byte[], int)>();
        foreach (ChainTransaction transaction in gone.Take(kept))
        {
            if (await chain.RawAsync(transaction.Hash, cancellationToken) is not { } raw)
                break;
            again.Add((raw, (int)(transaction.Block - first)));
        }

        try
        {
            await chain.ReorgAsync(depth, again, cancellationToken);
        }
        catch (RpcException) when (again.Count > 0)
        {
            again.Clear();
            await chain.ReorgAsync(depth, again, cancellationToken);
        }

        int undone = await Verdict.CountGoneAsync(chain, before, cancellationToken);
        if (undone > 0)
        {
            desk.Undo();
            log.Say($"{undone} final transactions are no longer on the chain");
        }

        return $"the last {depth} of {head} blocks, {gone.Count} transactions, {again.Count} of them again";
    }

    private async Task<string?> KillAsync(int amount, CancellationToken cancellationToken)
    {
        await Task.Delay(amount % 30, cancellationToken);
        if (desk.Running.FirstOrDefault(p => !p.HasExited) is not { } process)
            return null;
        process.Kill();
        return $"{process.Name} after {process.Age.TotalMilliseconds:0} ms";
    }

    private string? Pause(int tick, int ticks)
    {
        if (desk.Running.FirstOrDefault(p => p is { HasExited: false, Paused: false }) is not { } process)
            return null;
        process.Pause();
        _later.Add((tick + ticks, () =>
        {
            if (!process.HasExitedOrGone)
                process.Continue();
        }
        ));
        return $"{process.Name} for {ticks} blocks";
    }

    private string? Duel(int amount, int tick)
    {
        if (desk.Running is not [{ HasExited: false } first])
            return null;
        bool asleep = amount % 2 == 0;
        if (asleep)
            Pause(tick, (int)(TimeSpan.FromSeconds(6) / job.Schedule.Tick));
        desk.Start();
        return $"a second process beside {first.Name}{(asleep ? ", which sleeps through its lease" : "")}";
    }

    private string FillDisk(int amount, int tick)
    {
        int left = amount % MostLeftBlocks, ticks = 5 + (amount / 100 % 40);
        disk.Fill(left);
        _later.Add((tick + ticks, disk.Clear));
        return $"{left} blocks left, for {ticks} blocks of the chain";
    }

    private string? LimitFiles(int amount, int tick)
    {
        if (desk.Running.FirstOrDefault(p => !p.HasExited) is not { } process || !File.Exists(job.Journal))
            return null;
        string log = $"{job.Journal}-wal";
        long size = Math.Max(new FileInfo(job.Journal).Length, File.Exists(log) ? new FileInfo(log).Length : 0);
        long limit = size + (amount % 3 * 4096L) - (amount % 2 * 8192L);
        process.LimitFiles(Math.Max(4096, limit).ToString(CultureInfo.InvariantCulture));
        _later.Add((tick + 5 + (amount / 100 % 40), () =>
        {
            if (!process.HasExitedOrGone)
                process.LimitFiles("unlimited");
        }
        ));
        return $"{process.Name}, {limit} bytes where the journal has {size}";
    }

    private async Task<string?> MoveClockAsync(int amount, CancellationToken cancellationToken)
    {
        int seconds = (amount % 8) switch { 0 => -7200, 1 => -60, 2 => -6, 3 => 3, 4 => 10, 5 => 31, 6 => 3600, _ => 86_400 };
        int which = 1 + (amount / 8 % 2);
        string file = desk.ClockOf(which);
        string offset = seconds.ToString("+0;-0", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync($"{file}.new", $"{offset}\n", cancellationToken);
        File.Move($"{file}.new", file, overwrite: true);
        return $"clock {which} is off by {offset} s";
    }

    private async Task<string?> RaiseGasAsync(int amount, CancellationToken cancellationToken)
    {
        UInt256 now = (await chain.Client.GetBlockAsync(BlockTag.Latest, cancellationToken))?.BaseFeePerGas ?? Gwei;
        int times = 2 + (amount % 60);
        await chain.SetBaseFeeAsync((now < Gwei ? Gwei : now) * (UInt256)times, cancellationToken);
        return $"{times} times {now} wei";
    }

    private string StandStill(int amount, int tick)
    {
        int ticks = 5 + (amount % 40);
        _stillUntil = tick + ticks;
        return $"no blocks for {ticks} ticks";
    }

    private async Task<string?> EvictAsync(int amount, CancellationToken cancellationToken)
    {
        IReadOnlyList<Hash32> waiting = await chain.WaitingAsync(Job.Operator, cancellationToken);
        int count = Math.Min(waiting.Count, 1 + (amount % 4));
        foreach (Hash32 hash in waiting.Skip(amount / 4 % Math.Max(1, waiting.Count - count + 1)).Take(count))
            await chain.Controls.DropTransactionAsync(hash, cancellationToken);
        return count == 0 ? null : $"{count} of {waiting.Count} waiting transactions";
    }

    private async Task<string?> SendForeignAsync(int amount, CancellationToken cancellationToken)
    {
        BlockTag tag = amount % 2 == 0 ? BlockTag.Latest : BlockTag.Pending;
        ulong nonce = await chain.Client.GetTransactionCountAsync(Job.Operator, tag, cancellationToken);
        SignedTransaction signed = await _signer.SignTransactionAsync(new Eip1559Transaction
        {
            ChainId = LocalNodeOptions.LocalChainId,
            Nonce = nonce,
            GasLimit = 21_000,
            To = LocalAccounts.Addresses[9],
            Value = UInt256.One,
            MaxFeePerGas = Gwei * 5000UL,
            MaxPriorityFeePerGas = Gwei * 100UL,
        }, cancellationToken);
        _foreign.Add((signed, nonce));
        bool taken = await HandInAsync(signed, cancellationToken);
        return $"nonce {nonce}, {(amount % 2 == 0 ? "instead of what waits" : "after what waits")}{(taken ? "" : "; refused")}";
    }

    private async Task RepeatForeignAsync(CancellationToken cancellationToken)
    {
        ulong count = await chain.Client.GetTransactionCountAsync(Job.Operator, BlockTag.Latest, cancellationToken);
        foreach ((SignedTransaction transaction, _) in _foreign.Where(f => f.Nonce >= count).ToArray())
            await HandInAsync(transaction, cancellationToken);
    }

    private async Task<bool> HandInAsync(SignedTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await chain.Client.SubmitAsync(transaction.Raw, cancellationToken);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
