using System.Reflection;
using Bursar.Core.Faults;

namespace Bursar.Core.Networks;

/// <summary>The network profiles that a run knows: the built-in ones, and those that the operator adds.</summary>
public sealed class NetworkCatalog
{
    private static readonly Lazy<NetworkCatalog> Embedded = new(ReadEmbedded);

    private NetworkCatalog(IReadOnlyList<NetworkProfile> profiles) => Profiles = profiles;

    /// <summary>The profiles that come with Bursar.</summary>
    public static NetworkCatalog BuiltIn => Embedded.Value;

    /// <summary>All profiles: the built-in ones first.</summary>
    public IReadOnlyList<NetworkProfile> Profiles { get; }

    /// <summary>The profile of that name.</summary>
    public Result<NetworkProfile> Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        NetworkProfile? profile = Profiles.FirstOrDefault(p => p.Name == name);
        if (profile is not null)
            return profile;
        return new Fault("network.unknown", $"There is no network '{name}'.", "network", Suggestion.Hint(name, [.. Profiles.Select(p => p.Name)]));
    }

    /// <summary>A catalog with more profiles. One of the same name replaces a profile when it has the same chain id, for example to set an endpoint.</summary>
    public Result<NetworkCatalog> With(IEnumerable<NetworkProfile> profiles)
    {
        List<NetworkProfile> all = [.. Profiles];
        List<Fault> faults = [];
        foreach (NetworkProfile profile in profiles)
        {
            int at = all.FindIndex(p => p.Name == profile.Name);
            if (at < 0)
                all.Add(profile);
            else if (all[at].ChainId == profile.ChainId)
                all[at] = profile;
            else
                faults.Add(new Fault("network.name-taken", $"The network '{profile.Name}' has chain id {all[at].ChainId}, not {profile.ChainId}.", "network", "Choose another name for it."));
        }

        return faults.Count == 0 ? new NetworkCatalog(all) : Result<NetworkCatalog>.Fail(faults);
    }

    private static NetworkCatalog ReadEmbedded()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Bursar.Core.Networks.profiles.json")
            ?? throw new InvalidOperationException("the built-in network profiles are not in the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new NetworkCatalog(NetworkProfileReader.Read(bytes.ToArray(), "profiles.json").Value);
    }
}
