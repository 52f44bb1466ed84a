using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Trees;

namespace Bursar.App.Planning;

/// <summary>Reads a launch file and all that it names from disk.</summary>
public sealed class LaunchLoader(NetworkCatalog networks)
{
    private const int MaxLaunchBytes = 1024 * 1024;

    /// <summary>Reads the file, its lists and trees.</summary>
    /// <param name="path">Path of the launch file.</param>
    /// <param name="network">Profile to use instead of the one that the file names; null for the file's.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The launch, or all faults of the file and of every list at once.</returns>
    public Result<LoadedLaunch> Load(string path, string? network = null, CancellationToken cancellationToken = default)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            return new Fault("launch.not-found", $"there is no launch file '{path}'.", Hint: "Name an existing file, or make one with 'bursar init'.");
        if (new FileInfo(full).Length > MaxLaunchBytes)
            return new Fault("launch.too-large", $"'{path}' has more than {MaxLaunchBytes} bytes.", Hint: "Put long lists into files of their own.") { File = path };
        if (!LaunchReader.Read(File.ReadAllBytes(full), path).TryGet(out Launch? launch, out IReadOnlyList<Fault> faults))
            return Result<LoadedLaunch>.Fail(faults);
        Result<NetworkProfile> profile = networks.Find(network ?? launch.Network);
        if (!profile.IsOk)
            return Result<LoadedLaunch>.Fail([.. profile.Faults.Select(f => network is null ? f.At(launch.PositionOf("network")) : f)]);

        var all = new List<Fault>();
        var lists = new Dictionary<string, RecipientList>(StringComparer.Ordinal);
        var trees = new Dictionary<string, MerkleTree>(StringComparer.Ordinal);
        string folder = Path.GetDirectoryName(full)!;
        foreach (CreatedTokenSpec token in launch.Tokens.OfType<CreatedTokenSpec>())
        {
            if (token.Genesis.List is { } spec && ReadList(token.Path, folder, spec, token.Decimals, lists, all, cancellationToken) is { } list)
                all.AddRange(token.CheckGenesis(list.Rows));
        }

        foreach (DropSpec drop in launch.Drops)
        {
            if (ReadList(drop.Path, folder, drop.List, drop.Token.Decimals, lists, all, cancellationToken) is not { } list)
                continue;
            Result<MerkleTree> tree = MerkleTree.Build(drop.Format, list, cancellationToken);
            if (tree.TryGet(out MerkleTree? built))
                trees[drop.Path] = built;
            else
                all.AddRange(tree.Faults.Select(f => f with { File = f.File ?? drop.List.Path }));
        }

        foreach (PayoutSpec payout in launch.Payouts)
            ReadList(payout.Path, folder, payout.List, payout.Token.Decimals, lists, all, cancellationToken);

        return all.Count > 0
            ? Result<LoadedLaunch>.Fail(all)
            : new LoadedLaunch { Launch = launch, File = full, Network = profile.Value, Lists = lists, Trees = trees };
    }

    private static RecipientList? ReadList(
        string resource, string folder, ListSpec spec, byte decimals, Dictionary<string, RecipientList> lists, List<Fault> faults, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, spec.Path);
        if (!File.Exists(path))
        {
            faults.Add(new Fault("launch.list-not-found", $"the list '{spec.Path}' of {resource} does not exist.", $"{resource}.list",
                "Paths are relative to the folder of the launch file.").At(spec.Position));
            return null;
        }

        if (LeadsOutside(folder, spec.Path))
        {
            faults.Add(new Fault("launch.list-outside", $"the list '{spec.Path}' of {resource} leads outside of the launch file's folder through a symbolic link.",
                $"{resource}.list", "Put the list itself into the folder.").At(spec.Position));
            return null;
        }

        using FileStream stream = File.OpenRead(path);
        var options = new ListReadOptions
        {
            FileName = spec.Path,
            Decimals = spec.Unit == ListUnit.Tokens ? decimals : null,
            Allow = spec.Allow,
        };
        Result<RecipientList> read = RecipientListReader.Read(stream, options, cancellationToken);
        if (!read.TryGet(out RecipientList? list))
        {
            faults.AddRange(read.Faults);
            return null;
        }

        lists[resource] = list;
        return list;
    }

    /// <summary>Whether the file, or a folder on the way to it, is a symbolic link.</summary>
    private static bool LeadsOutside(string folder, string path)
    {
        string at = folder;
        foreach (string part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            FileSystemInfo info = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (info.ResolveLinkTarget(returnFinalTarget: true) is { } target
                && !target.FullName.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
