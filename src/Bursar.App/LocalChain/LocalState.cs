using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.App.LocalChain;

/// <summary>The file that keeps a local chain, held by one node at a time.</summary>
internal sealed class LocalState : IDisposable
{
    private readonly FileStream _lock;

    private LocalState(FileStream held, long born)
    {
        _lock = held;
        Born = born;
    }

    /// <summary>When the chain was begun, in seconds since 1970: the time of its first block, in every run.</summary>
    public long Born { get; }

    /// <summary>Where the state of the start before is kept.</summary>
    public static string PreviousOf(string stateFile) => stateFile + ".previous";

    /// <summary>Takes the file and puts a copy of it aside: a crash in the middle of a write can break it.</summary>
    public static Result<LocalState> Take(string stateFile)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(stateFile))!);
            var held = new FileStream(stateFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                var file = new FileInfo(stateFile);
                if (file is { Exists: true, Length: > 0 })
                    File.Copy(stateFile, PreviousOf(stateFile), overwrite: true);
                else if (file.Exists)
                    file.Delete();
                return new LocalState(held, BirthOf(stateFile));
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException e) when (File.Exists(stateFile + ".lock"))
        {
            return new Fault(
                "local.state-in-use",
                $"the local chain in {stateFile} is in use: {e.Message}",
                Hint: "stop the other 'bursar up', or name another state file")
            {
                Kind = FaultKind.Refused,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Fault(
                "local.state-unwritable",
                $"the local chain cannot be kept in {stateFile}: {e.Message}",
                Hint: "name a file in a folder that you may write to");
        }
    }

    public void Dispose() => _lock.Dispose();

    // The node makes its first block anew at every start and keeps those of earlier starts beside it; only when all are the same block, with
    // the same time, does the chain keep its identity.
    private static long BirthOf(string stateFile)
    {
        string file = stateFile + ".born";
        if (File.Exists(stateFile) && File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out long born))
            return born;
        born = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        File.WriteAllText(file, born.ToString(CultureInfo.InvariantCulture));
        return born;
    }
}
