using System.ComponentModel;
using System.Diagnostics;

namespace Bursar.App.LocalChain;

/// <summary>Looks at and signals processes that are not children of this one.</summary>
internal static class ProcessTable
{
    /// <summary>True when the process runs and its program has one of the names: a number alone may belong to another program by now.</summary>
    public static bool IsRunning(int id, params string[] programs)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && programs.Contains(process.ProcessName) && !IsDead(id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>True when the process runs with that variable in its environment; where the system does not show it, when its program has one of the names.</summary>
    public static bool IsMarked(int id, string variable, params string[] programs)
    {
        string file = $"/proc/{id}/environ";
        if (!Directory.Exists("/proc/self"))
            return IsRunning(id, programs);
        try
        {
            return !IsDead(id) && File.ReadAllText(file).Split('\0').Contains(variable, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself in the meantime, which is what was wanted.
        }
    }

    public static async Task RunShellAsync(
        string script, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder ?? "" };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        foreach (string argument in (string[])["-c", script, "bursar", .. arguments])
            start.ArgumentList.Add(argument);
        using Process shell = Process.Start(start)!;
        await shell.WaitForExitAsync(cancellationToken);
    }

    // A process that ended and that nobody asked about yet is still listed; in a container nobody may ever ask.
    private static bool IsDead(int id)
    {
        string file = $"/proc/{id}/stat";
        if (!File.Exists(file))
            return false;
        try
        {
            string stat = File.ReadAllText(file);
            int state = stat.LastIndexOf(')') + 2;
            return state < stat.Length && stat[state] is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }
}
