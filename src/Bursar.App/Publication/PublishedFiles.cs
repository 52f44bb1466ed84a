using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.App.Publication;

/// <summary>Where the public files of a launch stand: beside the launch file, under names that say their content.</summary>
/// <remarks>
/// <c>‹launch›.published/lists/‹hash›.csv</c> holds each list in canonical form under its own hash, and
/// <c>‹launch›.published/drops/‹key›/</c> the proofs of a drop, <c>‹launch›.published/programmes/‹key›/</c> the lists of a programme,
/// <c>‹launch›.published/vesting/</c> the schedules. The folder works from disk and from any static host.
/// </remarks>
public static class PublishedFiles
{
    /// <summary>The folder of a launch.</summary>
    public static string FolderOf(LoadedLaunch loaded) => loaded.Beside(".published");

    /// <summary>Writes a file that is there as a whole or not at all, whoever else writes it at the same time.</summary>
    internal static void Replace(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = Partial(path);
        using (FileStream stream = File.Create(partial))
            write(stream);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>A name beside <paramref name="path"/> that no other process uses.</summary>
    internal static string Partial(string path) => $"{path}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}.partial";

    /// <summary>The file of a list.</summary>
    public static string ListFile(LoadedLaunch loaded, Hash32 hash) => Path.Combine(FolderOf(loaded), "lists", $"{hash}.csv");

    /// <summary>The folder of a drop.</summary>
    public static string DropFolder(LoadedLaunch loaded, string key) => Path.Combine(FolderOf(loaded), "drops", key);

    /// <summary>The folder of a programme's lists.</summary>
    public static string ProgrammeFolder(LoadedLaunch loaded, string key) => Path.Combine(FolderOf(loaded), "programmes", key);

    /// <summary>The folder of vesting schedules.</summary>
    public static string VestingFolder(LoadedLaunch loaded) => Path.Combine(FolderOf(loaded), "vesting");

    /// <summary>Reads the list that was published under a hash; null when it is not there or is another list than its name says.</summary>
    public static RecipientList? FindList(LoadedLaunch loaded, Hash32 hash)
    {
        string path = ListFile(loaded, hash);
        if (!File.Exists(path))
            return null;
        using FileStream stream = File.OpenRead(path);
        Result<RecipientList> read = RecipientListReader.Read(stream, new ListReadOptions { FileName = Path.GetFileName(path), Allow = AllowedRows.All });
        return read.TryGet(out RecipientList? list) && list.Hash == hash ? list : null;
    }
}
