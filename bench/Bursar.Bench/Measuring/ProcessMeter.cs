using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bursar.Bench.Measuring;

/// <summary>Runs a whole process and says what it took, as the kernel counted it.</summary>
internal static partial class ProcessMeter
{
    private const int LongsOfUsage = 18; // struct rusage of Linux on 64 bits: two times of two words each, then fourteen words
    private const int PeakAt = 4;

    /// <summary>Runs a command to its end; the calling process must be smaller than it.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static ProcessUse Run(string folder, params string[] command)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("whole processes are measured on Linux only");
        string output = Path.Combine(folder, "stdout");
        string errors = Path.Combine(folder, "stderr");
        string[] arguments = ["/bin/sh", "-c", "exec \"$@\" >\"$BENCH_OUT\" 2>\"$BENCH_ERR\"", "sh", .. command];
        string[] environment =
        [
            .. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}"),
            $"BENCH_OUT={output}", $"BENCH_ERR={errors}",
        ];
        long start = Stopwatch.GetTimestamp();
        int error = Spawn(arguments, environment, out int child);
        if (error != 0)
            throw new InvalidOperationException($"{command[0]} could not be started: error {error}");
        (int ended, int status, long[] usage) = Wait(child);
        if (ended != child)
            throw new InvalidOperationException($"{command[0]} got lost: error {Marshal.GetLastPInvokeError()}");
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        if (status != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed (status {status}): {File.ReadAllText(errors)}{File.ReadAllText(output)}");
        var cpu = TimeSpan.FromMicroseconds(((usage[0] + usage[2]) * 1_000_000) + usage[1] + usage[3]);
        return new ProcessUse(wall, cpu, usage[PeakAt] * 1024, File.ReadAllText(output));
    }

    private static unsafe int Spawn(string[] arguments, string[] environment, out int child)
    {
        nint[] texts = [.. arguments.Append(null).Concat(environment).Append(null).Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            int started;
            fixed (nint* all = texts)
            {
                int error = Spawn(&started, all[0], 0, 0, all, all + arguments.Length + 1);
                child = started;
                return error;
            }
        }
        finally
        {
            foreach (nint text in texts)
                Marshal.FreeCoTaskMem(text);
        }
    }

    private static unsafe (int Ended, int Status, long[] Usage) Wait(int child)
    {
        int status;
        long[] usage = new long[LongsOfUsage];
        fixed (long* words = usage)
            return (Wait(child, &status, 0, words), status, usage);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static unsafe partial int Spawn(int* child, nint path, nint fileActions, nint attributes, nint* arguments, nint* environment);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    private static unsafe partial int Wait(int child, int* status, int options, long* usage);
}
