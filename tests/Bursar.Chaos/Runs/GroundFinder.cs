using Bursar.App.LocalChain;

namespace Bursar.Chaos.Runs;

/// <summary>Finds the program, anvil, and what the machine allows.</summary>
internal static class GroundFinder
{
    private static readonly string[] FakeTimes =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/faketime/libfaketimeMT.so.1",
        "/usr/lib64/faketime/libfaketimeMT.so.1",
    ];

    /// <summary>The program in <c>BURSAR_CHAOS_PROGRAM</c>, or the one that is built in this checkout.</summary>
    public static Ground Find()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Bursar.slnx")))
            root = Path.GetDirectoryName(root);
        root ??= Environment.GetEnvironmentVariable("BURSAR_ROOT") ?? Environment.CurrentDirectory;
        string cli = Environment.GetEnvironmentVariable("BURSAR_CHAOS_PROGRAM") is { Length: > 0 } given
            ? given
            : Path.Combine(root, "src", "Bursar.Cli", "bin", "Release", "net10.0", "Bursar.Cli.dll");
        if (!File.Exists(cli))
            throw new FileNotFoundException($"the command line is not built: {cli} is missing");
        return new Ground(cli, root, AnvilProgram.Find(root).Value, FakeTimes.FirstOrDefault(File.Exists), MayMount());
    }

    /// <summary>Mounting is only tried where nothing outside of the runs would see it.</summary>
    private static bool MayMount()
    {
        if (Environment.GetEnvironmentVariable("BURSAR_CHAOS_MOUNTS") != "1")
            return false;
        string folder = Directory.CreateTempSubdirectory("bursar-chaos-").FullName;
        bool can = SmallDisk.CanMount(folder);
        Directory.Delete(folder, recursive: true);
        return can;
    }
}
