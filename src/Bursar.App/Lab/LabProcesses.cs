using System.Diagnostics;
using System.Globalization;
using Bursar.App.LocalChain;

namespace Bursar.App.Lab;

/// <summary>The processes of a laboratory. They outlive this one, unless a guard holds them.</summary>
/// <remarks>Each writes its output to <c>name.log</c> and has its number in <c>name.pid</c>. An environment variable marks them, since a number may belong to
/// another program after a while.</remarks>
internal sealed class LabProcesses(LabFolder folder)
{
    private const string Mark = "BURSAR_LAB";
    private const int LogTail = 600;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts a program in the background.</summary>
    public async Task StartAsync(LabProgram program, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(program.Environment, StringComparer.Ordinal) { [Mark] = folder.Root };
        await ProcessTable.RunShellAsync(
            GuardScripts.Detached, [LogOf(program.Name), PidOf(program.Name), program.Path, .. program.Arguments], cancellationToken, environment, program.Folder ?? folder.Root);
    }

    /// <summary>A process that ends all of these as soon as it is disposed, or this process is no more, however that dies.</summary>
    public Process Guard()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (string argument in (string[])["-c", GuardScripts.Laboratory, "bursar-lab", folder.Root])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>True while the process of that name runs.</summary>
    public bool IsRunning(string name) => Id(PidOf(name)) is { } id && IsOurs(id);

    /// <summary>True when there are processes and all of them run.</summary>
    public bool AllRun() => PidFiles() is { Length: > 0 } files && files.All(f => Id(f) is { } id && IsOurs(id));

    /// <summary>Ends all, and gives true when any ran.</summary>
    public async Task<bool> StopAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        int[] running = [.. PidFiles().Select(Id).OfType<int>().Where(IsOurs)];
        foreach (int id in running)
            await ProcessTable.RunShellAsync(GuardScripts.Terminate, [id.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        long started = Stopwatch.GetTimestamp();
        bool killed = false;
        while (Array.Exists(running, IsOurs))
        {
            if (!killed && Stopwatch.GetElapsedTime(started) > patience)
            {
                killed = true;
                foreach (int id in running.Where(IsOurs))
                    ProcessTable.Kill(id);
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        foreach (string file in PidFiles())
            File.Delete(file);
        return running.Length > 0;
    }

    /// <summary>All that a process has printed.</summary>
    public string Log(string name)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(LogOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The last that a process has printed, on one line.</summary>
    public string LastWords(string name)
    {
        string log = string.Join(' ', Log(name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return log.Length == 0 ? "it said nothing" : log.Length > LogTail ? "…" + log[^LogTail..] : log;
    }

    private string LogOf(string name) => folder.In(name + ".log");

    private string PidOf(string name) => folder.In(name + ".pid");

    private string[] PidFiles() => Directory.Exists(folder.Root) ? Directory.GetFiles(folder.Root, "*.pid") : [];

    private static int? Id(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool IsOurs(int id) => ProcessTable.IsMarked(id, $"{Mark}={folder.Root}", "node", "anvil", "sh", "setsid");
}

/// <summary>A program of a laboratory.</summary>
/// <param name="Name">Name of its files.</param>
/// <param name="Path">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record LabProgram(string Name, string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder it runs in; null for the laboratory's.</summary>
    public string? Folder { get; init; }
}
