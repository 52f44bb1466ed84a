using Bursar.Core.Faults;

namespace Bursar.Cli.Output;

/// <summary>Writes files that must not take the place of others.</summary>
internal static class NewFile
{
    /// <summary>Writes a file that is not there yet.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        Refuse(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
            write(stream);
        File.Move(partial, path);
    }

    /// <summary>Refuses a path that is taken.</summary>
    public static void Refuse(string path)
    {
        if (Path.Exists(path))
            throw new FaultException(new Fault("file.exists", $"'{path}' is there already.", null, "Choose another name, or move it away: nothing is overwritten."));
    }
}
