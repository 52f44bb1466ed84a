using Bursar.App.Approval;
using Bursar.App.Pools;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Trees;
using Bursar.Core.Vesting;

namespace Bursar.App.Planning;

/// <summary>A launch file with everything that it names: its lists, read and checked, their trees, and the network's profile.</summary>
public sealed record LoadedLaunch
{
    /// <summary>The launch file.</summary>
    public required Launch Launch { get; init; }

    /// <summary>Its full path.</summary>
    public required string File { get; init; }

    /// <summary>The profile of the network that it names (or that was named instead).</summary>
    public required NetworkProfile Network { get; init; }

    /// <summary>The policy that it is under; null for none.</summary>
    public LoadedPolicy? Policy { get; init; }

    /// <summary>The lists, by resource: <c>tokens.‹key›</c> (genesis), <c>drops.‹key›</c>, <c>payouts.‹key›</c>.</summary>
    public required IReadOnlyDictionary<string, RecipientList> Lists { get; init; }

    /// <summary>The lists of NFTs, by resource.</summary>
    public IReadOnlyDictionary<string, NftList> NftLists { get; init; } = new Dictionary<string, NftList>();

    /// <summary>The lists that vest, by resource: <c>vesting.‹key›</c>.</summary>
    public IReadOnlyDictionary<string, VestingList> VestingLists { get; init; } = new Dictionary<string, VestingList>();

    /// <summary>Of drops whose rows vest: the list as its file has it. <see cref="Lists"/> has the boxes in place of the accounts.</summary>
    public IReadOnlyDictionary<string, RecipientList> VestedLists { get; init; } = new Dictionary<string, RecipientList>();

    /// <summary>The trees of the drops, by resource.</summary>
    public required IReadOnlyDictionary<string, MerkleTree> Trees { get; init; }

    /// <summary>The contracts of others that a local chain needs for pools; none on other chains, or without pools.</summary>
    public IReadOnlyList<PublishedContract> VenueCode { get; init; } = [];

    /// <summary>A path beside the launch file: its name without the extension, followed by <paramref name="suffix"/>.</summary>
    public string Beside(string suffix) => Path.Combine(Path.GetDirectoryName(File)!, Path.GetFileNameWithoutExtension(File) + suffix);
}
