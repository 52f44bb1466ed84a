using Bursar.Chaos.Proxy;

namespace Bursar.Chaos.Runs;

/// <summary>The person who runs the commands: starts each again until it says that it is done, as often as that takes.</summary>
/// <param name="ground">Where the program is.</param>
/// <param name="job">What is to be done.</param>
/// <param name="rpc">The node, as the program sees it.</param>
/// <param name="clocks">Whether the program's clock can be moved.</param>
/// <param name="log">What happened.</param>
internal sealed class OperatorDesk(Ground ground, Job job, Uri rpc, bool clocks, TroubleLog log) : IAsyncDisposable
{
    private const int MostStarts = 200;

    /// <summary>Who waited in vain waits twice as long the next time, so that a slow machine is no reason to fail.</summary>
    private const int MostPatience = 7;

    /// <summary>Who is refused again and again comes back later each time.</summary>
    private const int MostDoublings = 4;

    /// <summary>A process that asks this often is not held up by the machine.</summary>
    private const int ManyRequests = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>What the program must never say, whatever happens around it.</summary>
    private static readonly string[] Defects = ["bursar.defect", "journal.conflict", "apply.plan-differs", "apply.bad-plan", "cli.usage", "unreadable"];

    /// <summary>How the program says that what it called final is gone.</summary>
    private const string Undoing = "apply.finality-broken";

    private readonly List<ProgramProcess> _running = [];
    private readonly Dictionary<string, int> _exits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private int _inVain;
    private int _refused;
    private long _requests;
    private long _ended;
    private long _undoneAt;

    /// <summary>The account had something of another command under way: that one is given next, as the program advises.</summary>
    private bool _busy;

    /// <summary>The command that is being done.</summary>
    public int Command { get; private set; }

    /// <summary>True when all commands said that they are done.</summary>
    public bool IsDone => Command >= job.Commands.Count;

    /// <summary>Times that the program was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Ends by exit code.</summary>
    public IReadOnlyDictionary<string, int> Exits => _exits;

    /// <summary>Faults by code.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>What the program did that it must not.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The processes that run, the older one first.</summary>
    public IReadOnlyList<ProgramProcess> Running => _running;

    /// <summary>Whether something that was final is no longer on the chain, and the program has not said so yet: until it does the plan is applied.</summary>
    public bool Undone { get; private set; }

    /// <summary>How many transactions that the journal calls final the chain does not have.</summary>
    public required Func<Task<int>> CountGone { get; init; }

    /// <summary>Whether the program said so.</summary>
    public bool SaidUndone { get; private set; }

    /// <summary>The file with the offset of a process's clock.</summary>
    public string ClockOf(int number) => Path.Combine(job.Folder, $"clock-{number}");

    /// <summary>Looks after the processes: what ended is written down, what takes too long is killed, what has to run is started.</summary>
    /// <param name="patience">How long a process may take.</param>
    /// <param name="calm">Whether nothing is done to it any more.</param>
    /// <param name="requests">Requests to the node so far.</param>
    public async Task LookAsync(TimeSpan patience, bool calm, long requests)
    {
        _requests = requests;
        foreach (ProgramProcess process in _running.ToArray())
        {
            if (!_running.Contains(process))
                continue;
            if (process.HasExited)
                await EndedAsync(process);
            else if (process is { Paused: false, WasKilled: false } && process.Age > patience * (1 << Math.Min(_inVain, MostPatience)))
                Impatient(process, calm && process.Age > Schedule.Long && requests - process.Since > ManyRequests);
        }

        if (_running.Count == 0 && !IsDone && TimeProvider.System.GetElapsedTime(_ended) > Pause * (1 << Math.Min(_refused, MostDoublings)))
            Start();
    }

    /// <summary>Notes that something that was final is gone.</summary>
    public void Undo()
    {
        Undone = true;
        _undoneAt = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Starts a process, beside the one that runs.</summary>
    public void Start()
    {
        if (Starts >= MostStarts)
        {
            if (Starts++ == MostStarts)
                _problems.Add($"{string.Join(' ', job.Commands[Command])} did not end well in {MostStarts} starts");
            return;
        }

        Starts++;
        int which = Undone && !_busy ? 0 : Command;
        string name = $"#{Starts} {(which == 0 ? "apply" : $"claim {which}")}";
        string[] command = job.Commands[which];
        int clock = _running.Count > 0 ? 2 : 1;
        _running.Add(ProgramProcess.Run(ground, job.Home, clocks ? ClockOf(clock) : null, name, _requests, [.. command, .. job.Options(rpc)]));
        log.Say($"operator: starts {name}");
    }

    /// <summary>Ends everything that runs, as a kill does.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (ProgramProcess process in _running)
        {
            if (!process.HasExited)
                process.Kill();
            await process.EndAsync();
            process.Dispose();
        }

        _running.Clear();
    }

    /// <summary>It said nothing of what was gone: then none of it may be called final, or all is there again, by one that was killed before it could say so.</summary>
    private async Task BackAsync(ProgramProcess process)
    {
        if (await CountGone() > 0)
        {
            _problems.Add($"{process.Name} said that all is done and final, although some of it is no longer on the chain");
            return;
        }

        log.Say("all that was final is on the chain again, or no longer called final");
        Again();
    }

    /// <summary>Everything is done once more: what is there already takes no time.</summary>
    private void Again()
    {
        Undone = false;
        Command = 0;
        _inVain = 0;
        _refused = 0;
    }

    private void Impatient(ProgramProcess process, bool calm)
    {
        log.Count("operator/impatient", $"{process.Name} has been running for {process.Age.TotalSeconds:0.0} s");
        if (calm)
            _problems.Add($"{process.Name} did not end by itself in {process.Age.TotalSeconds:0} s although nothing was in its way");
        _inVain++;
        process.Kill();
    }

    private async Task EndedAsync(ProgramProcess process)
    {
        _running.Remove(process);
        _ended = TimeProvider.System.GetTimestamp();
        ProgramEnd end = await process.EndAsync();
        process.Dispose();
        string exit = end.ExitCode == ProgramProcess.Killed ? "killed" : $"{end.ExitCode}";
        _exits[exit] = _exits.GetValueOrDefault(exit) + 1;
        _refused = end.Codes.Count > 0 ? _refused + 1 : 0;
        log.Say($"operator: {process.Name} ends with {exit} {string.Join(' ', end.Codes)}");
        if (end.ExitCode != 0 && end.Text.Trim() is { Length: > 0 } said)
            log.Say(said);
        foreach (string code in end.Codes)
        {
            _faults[code] = _faults.GetValueOrDefault(code) + 1;
            if (Defects.Contains(code, StringComparer.Ordinal) && end.ExitCode != ProgramProcess.Killed)
                _problems.Add($"{process.Name} said {code}: {end.Text.Trim()}");
        }

        if (end.ExitCode is not (0 or 3 or 4 or 5 or ProgramProcess.Killed) || (end.ExitCode is 3 or 4 && end.Codes.Count == 0))
            _problems.Add($"{process.Name} ended with exit code {end.ExitCode}: {end.Text.Trim()}");
        _busy = end.Codes.Contains("apply.account-busy", StringComparer.Ordinal) && !_busy;
        if (Undone && end.Codes.Contains(Undoing, StringComparer.Ordinal))
        {
            SaidUndone = true;
            await DisposeAsync();
            Again();
        }

        if (end.ExitCode == 0 || (Command > 0 && !Undone && end.Codes is ["drop.already-claimed"]))
            await DoneAsync(process);
    }

    /// <summary>The command is done; who still tries the same need not.</summary>
    private async Task DoneAsync(ProgramProcess process)
    {
        await DisposeAsync();
        _inVain = 0;
        _refused = 0;
        if (!Undone)
            Command++;
        else if (process.Name.EndsWith("apply", StringComparison.Ordinal) && process.Age < TimeProvider.System.GetElapsedTime(_undoneAt))
            await BackAsync(process);
    }
}
