using System.Diagnostics;

namespace Bursar.Chaos.Runs;

/// <summary>The disk of the journal: a small one of its own where that can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "size=16m";
    private const int Block = 4096;
    private readonly string _folder;
    private readonly bool _mounted;

    private SmallDisk(string folder, bool mounted)
    {
        _folder = folder;
        _mounted = mounted;
    }

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Prepares a folder.</summary>
    public static SmallDisk At(string folder, bool mount)
    {
        Directory.CreateDirectory(folder);
        return new SmallDisk(folder, mount && Run("mount", "-t", "tmpfs", "-o", Size, "tmpfs", folder));
    }

    /// <summary>True when disks can be mounted here.</summary>
    public static bool CanMount(string folder)
    {
        using SmallDisk trial = At(Path.Combine(folder, "mount"), mount: true);
        return trial._mounted;
    }

    /// <summary>Fills it up to the last few blocks.</summary>
    public void Fill(int blocksLeft)
    {
        try
        {
            using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            byte[] block = new byte[Block];
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }

        using var shorter = new FileStream(Ballast, FileMode.Open, FileAccess.Write);
        shorter.SetLength(Math.Max(0, shorter.Length - ((long)blocksLeft * Block)));
    }

    /// <summary>Makes room again.</summary>
    public void Clear() => File.Delete(Ballast);

    public void Dispose()
    {
        if (_mounted)
            Run("umount", "-l", _folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
