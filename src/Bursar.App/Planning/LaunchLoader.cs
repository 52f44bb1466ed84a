using Bursar.App.Approval;
using Bursar.App.Pools;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Trees;
using Bursar.Core.Vesting;

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
        var lists = new LaunchLists(Path.GetDirectoryName(full)!, profile.Value.ChainId, all);
        var trees = new Dictionary<string, MerkleTree>(StringComparer.Ordinal);
        foreach (CreatedTokenSpec token in launch.Tokens.OfType<CreatedTokenSpec>())
        {
            if (token.Genesis.List is { } spec && lists.Read(token.Path, spec, token, cancellationToken) is { } list)
                all.AddRange(token.CheckGenesis(list.Rows));
        }

        foreach (DropSpec drop in launch.Drops)
        {
            if (lists.Read(drop.Path, drop.List, drop.Token, cancellationToken) is not { } list)
                continue;
            if (drop.Vesting is not null)
            {
                if (VestedDrops.Box(launch, drop, list).TryGet(out RecipientList? boxed, out faults))
                    lists.Replace(drop.Path, list = boxed);
                else
                    all.AddRange(faults);
            }

            Result<MerkleTree> tree = MerkleTree.Build(drop.Format, list, cancellationToken);
            if (tree.TryGet(out MerkleTree? built))
            {
                trees[drop.Path] = built;
                if (drop.SubRoots > 0 && SubRootTable.Of(built, drop.SubRoots) is null)
                {
                    all.Add(new Fault("launch.sub-roots-do-not-fit", $"the tree over the {built.Count:N0} rows of {drop.Path} has no level of {drop.SubRoots} nodes that are all equally far from the root.", $"{drop.Path}.sub-roots",
                        "Write 'sub-roots: auto' or a smaller number; trees of the format standard have every level.").At(launch.PositionOf($"{drop.Path}.sub-roots")));
                }

                if (drop.Inside && drop.Token is CreatedTokenSpec token && GenesisOf(launch, token, lists) is { } genesis)
                    all.AddRange(InsideDrops.Check(launch, drop, list, built, genesis));
            }
            else
            {
                all.AddRange(tree.Faults.Select(f => f with { File = f.File ?? drop.List.Path }));
            }
        }

        foreach (PayoutSpec payout in launch.Payouts)
            lists.Read(payout.Path, payout.List, payout.Token, cancellationToken);

        var vestingLists = new Dictionary<string, VestingList>(StringComparer.Ordinal);
        foreach (VestingSpec vesting in launch.Vesting)
        {
            if (lists.ReadVesting(vesting, cancellationToken) is { } list)
                vestingLists[vesting.Path] = list;
        }

        var nftLists = new Dictionary<string, NftList>(StringComparer.Ordinal);
        foreach (NftPayoutSpec payout in launch.NftPayouts)
        {
            if (lists.ReadNfts(payout, cancellationToken) is { } list)
                nftLists[payout.Path] = list;
        }

        LoadedPolicy? policy = PolicyOf(launch, full, all);
        IReadOnlyList<PublishedContract> venue = PoolLoader.Load(launch, profile.Value, all);
        return all.Count > 0
            ? Result<LoadedLaunch>.Fail(all)
            : new LoadedLaunch { Launch = launch, File = full, Network = profile.Value with { Finality = profile.Value.Finality.For(launch.ValueAtRisk) }, Lists = lists.Lists, Trees = trees, NftLists = nftLists, VestingLists = vestingLists, VestedLists = lists.Replaced, VenueCode = venue, Policy = policy };
    }

    private static LoadedPolicy? PolicyOf(Launch launch, string file, List<Fault> faults)
    {
        if (launch.Policy is not { } path)
            return null;
        Result<LoadedPolicy> policy = PolicyLoader.Load(Path.Combine(Path.GetDirectoryName(file)!, path));
        if (policy.IsOk)
            return policy.Value;
        faults.AddRange(policy.Faults.Select(f => f.File is null ? f.At(launch.PositionOf("policy")) : f));
        return null;
    }

    private static IEnumerable<RecipientRow>? GenesisOf(Launch launch, CreatedTokenSpec token, LaunchLists lists) => token.Genesis.List is null
        ? BlueprintBuilder.Genesis(launch, token).Select(r => new RecipientRow(r.To, r.Amount))
        : lists.Lists.TryGetValue(token.Path, out RecipientList? list) ? list.Rows : null;
}
