using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>The policies that this machine insists on, whatever launch files say: one for each operator, in <c>‹home›/policies/‹operator›/</c>.</summary>
/// <remarks>They are for whoever writes launch files and does not keep this machine. Whoever can write to this folder can take a pin away, and whoever has
/// the key needs no Bursar at all: ADR 11 says what stops them.</remarks>
/// <param name="home">Folder for keys, journal and pins.</param>
public sealed class PolicyPins(string home)
{
    private const string FileName = "policy.yaml";
    private const string Old = ".old";

    /// <summary>Folder for keys, journal and pins.</summary>
    public string Home => home;

    private string Folder => Path.Combine(home, "policies");

    /// <summary>The operators that have a pin.</summary>
    public IReadOnlyList<Address> Operators() => !Directory.Exists(Folder) ? [] :
        [.. Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Where(n => Address.TryParse(n, out _)).Select(n => Address.Parse(n))];

    /// <summary>The policy that an operator's plans must be under; null when none is pinned.</summary>
    /// <exception cref="FaultException">There is a pin, but it cannot be read: nothing is allowed then.</exception>
    public LoadedPolicy? Find(Address @operator)
    {
        string folder = FolderOf(@operator);
        if (!Directory.Exists(folder))
        {
            // A change that was interrupted between its two moves has not taken place.
            folder += Old;
            if (!Directory.Exists(folder))
                return null;
        }

        if (PolicyLoader.Load(Path.Combine(folder, FileName)).TryGet(out LoadedPolicy? policy, out IReadOnlyList<Fault> faults))
            return policy;
        throw new FaultException([new Fault("policy.pin-damaged", $"the policy that is pinned for {@operator} cannot be read, so nothing is applied.", null, $"Restore {folder} from a backup; its approvers have the file.") { Kind = FaultKind.Refused }, .. faults]);
    }

    /// <summary>Pins a policy. Whether it may take another's place is the caller's question.</summary>
    /// <param name="operator">Whose plans it is about.</param>
    /// <param name="policy">The policy.</param>
    public void Write(Address @operator, LoadedPolicy policy)
    {
        Directory.CreateDirectory(Folder);
        string folder = FolderOf(@operator);
        string partial = folder + ".partial";
        string old = folder + Old;
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        File.Copy(policy.File, Path.Combine(partial, FileName));
        foreach (string list in policy.Policy.Recipients.Select(r => r.List).OfType<string>().Distinct(StringComparer.Ordinal))
            File.Copy(Path.Combine(Path.GetDirectoryName(policy.File)!, list), Path.Combine(partial, list));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        LoadedPolicy copy = PolicyLoader.Load(Path.Combine(partial, FileName)).Value;
        if (copy.Policy.Hash != policy.Policy.Hash)
            throw new FaultException(new Fault("policy.list-changed", "the policy changed while it was pinned.", null, "Pin it again.") { Kind = FaultKind.Refused });
        if (Directory.Exists(folder))
        {
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
            Directory.Move(folder, old);
        }

        Directory.Move(partial, folder);
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Takes a pin away. Whether that is allowed is the caller's question.</summary>
    public void Remove(Address @operator)
    {
        foreach (string folder in new[] { FolderOf(@operator) + Old, FolderOf(@operator) }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private string FolderOf(Address @operator) => Path.Combine(Folder, @operator.ToLowerHex());
}
