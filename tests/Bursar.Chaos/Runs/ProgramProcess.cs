using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bursar.Chaos.Runs;

/// <summary>The real program, in a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    /// <summary>Exit code of a process that was ended by <c>kill -9</c>.</summary>
    public const int Killed = 137;

    // File size limits are to make writes fail, as a full disk does, instead of ending the process by a signal.
    private const string Start = "trap '' XFSZ; exec dotnet \"$@\"";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private bool _disposed;

    private ProgramProcess(Process process, string name, long since)
    {
        Since = since;
        _process = process;
        Name = name;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it is called in the log.</summary>
    public string Name { get; }

    /// <summary>Requests that its node had had when it started.</summary>
    public long Since { get; }

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>True when it has ended, also when nobody looks after it any more.</summary>
    public bool HasExitedOrGone => _disposed || _process.HasExited;

    /// <summary>True when it was killed, whether or not it has ended by now.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>True while it stands still.</summary>
    public bool Paused { get; private set; }

    /// <summary>How long it has been running.</summary>
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(_started);

    /// <summary>Starts it.</summary>
    /// <param name="ground">Where the program is.</param>
    /// <param name="home">Its home.</param>
    /// <param name="clock">File that says how far its clock is off; null for the machine's own clock.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="since">Requests that the node has had.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramProcess Run(Ground ground, string home, string? clock, string name, long since, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Start, "bursar", ground.Cli, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(home)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BURSAR_HOME"] = home;
        start.Environment["BURSAR_ROOT"] = ground.Root;

        // The compiler's two views of one memory are a file for the limit of file sizes.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";

        // A process that lives for seconds gains nothing from being compiled a second time.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "30000";
        if (clock is not null)
        {
            start.Environment["LD_PRELOAD"] = ground.FakeTime;
            start.Environment["FAKETIME_TIMESTAMP_FILE"] = clock;
            start.Environment["FAKETIME_CACHE_DURATION"] = "1"; // seconds, at most, until a jump is seen; looking each time takes more than all else
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
            start.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0"; // else every wait of a thread ends at once, and is begun again
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ProgramProcess(process, name, since);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        WasKilled = true;
        _process.Kill();
    }

    /// <summary>Lets it stand still.</summary>
    public void Pause()
    {
        Paused = true;
        Signal("STOP");
    }

    /// <summary>Lets it go on.</summary>
    public void Continue()
    {
        Paused = false;
        Signal("CONT");
    }

    /// <summary>Lets no file that it writes grow beyond a size.</summary>
    public void LimitFiles(string bytes) => Tool("prlimit", "--pid", Id, $"--fsize={bytes}");

    /// <summary>Waits for its end and reads what it said.</summary>
    public async Task<ProgramEnd> EndAsync()
    {
        await _process.WaitForExitAsync();
        string output = await _output, error = await _error;
        return new ProgramEnd(_process.ExitCode, CodesIn(output), $"{output}\n{error}");
    }

    public void Dispose()
    {
        _disposed = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private string Id => _process.Id.ToString(CultureInfo.InvariantCulture);

    private static string[] CodesIn(string output)
    {
        if (!output.StartsWith('{'))
            return [];
        try
        {
            return JsonNode.Parse(output)?["faults"] is JsonArray faults ? [.. faults.Select(f => (string)f!["code"]!)] : [];
        }
        catch (JsonException)
        {
            return ["unreadable"];
        }
    }

    private static void Tool(string program, params string[] arguments)
    {
        using Process tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        tool.WaitForExit();
    }

    private void Signal(string name) => Tool("/bin/sh", "-c", "kill -$1 $2", "sh", name, Id);
}

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the number of the signal that ended it.</param>
/// <param name="Codes">The codes of its faults.</param>
/// <param name="Text">All that it said.</param>
internal sealed record ProgramEnd(int ExitCode, IReadOnlyList<string> Codes, string Text);
