using System.Globalization;
using System.Text;
using Bursar.Evm.Crypto;

namespace Bursar.App.Outbox;

/// <summary>How a process is named as the owner of a lease, so that others on the same machine can tell that it is gone.</summary>
/// <remarks>
/// <c>machine/pid/start/scope/number</c>: the process id and its time of start, within a scope (boot of the machine, namespace of process ids, user).
/// Only in the same scope can one be sure: elsewhere, and on systems without <c>/proc</c>, an owner counts as alive until its lease ends.
/// </remarks>
public static class ProcessName
{
    private const int Parts = 5;
    private const string NoScope = "-";
    private const int NoSuchProcess = 3;

    private static readonly string Scope = ReadScope();

    /// <summary>A name for one use of this process, unlike any other.</summary>
    public static string New() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.MachineName.Replace('/', '-')}/{Environment.ProcessId}/{OwnStart()}/{Scope}/{Guid.NewGuid().ToString("N")[..12]}");

    /// <summary>The part of a name that says something to people: machine and process id.</summary>
    public static string Short(string owner) => owner.Split('/') is [var machine, var process, ..] && IsNumber(process) ? $"{machine}/{process}" : owner;

    /// <summary>True only when it is certain that the process no longer exists.</summary>
    public static bool IsGone(string owner)
    {
        string[] parts = owner.Split('/');
        if (parts.Length != Parts || Scope == NoScope || parts[3] != Scope || !IsNumber(parts[1]) || !ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out ulong start))
            return false;
        try
        {
            int process = int.Parse(parts[1], CultureInfo.InvariantCulture);
            return process != Environment.ProcessId && StartOf(process) != start;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string OwnStart() => Scope == NoScope ? NoScope : StartOf(Environment.ProcessId)?.ToString(CultureInfo.InvariantCulture) ?? NoScope;

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>When a process began, in the kernel's ticks; null when there is none, or only what its parent has not buried yet.</summary>
    private static ulong? StartOf(int process)
    {
        try
        {
            // The name, in brackets, may hold anything: what counts comes behind the last bracket, the state first and the start 19 fields later.
            string line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            bool dead = fields[0] is "Z" or "X" && Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task")).Length <= 1;
            return dead ? null : ulong.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (e.HResult == NoSuchProcess)
        {
            // It ended while it was looked at.
            return null;
        }
    }

    private static string ReadScope()
    {
        try
        {
            string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            string? names = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name;
            string? user = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("Uid:", StringComparison.Ordinal));
            return names is null || user is null ? NoScope : Convert.ToHexStringLower(Keccak256.Hash(Encoding.UTF8.GetBytes($"{boot}\n{names}\n{user}")).Span[..6]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NoScope;
        }
    }
}
