using System.Text;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>Reads a policy file with the lists beside it.</summary>
public static class PolicyLoader
{
    private const int MaxListBytes = 64 * 1024 * 1024;

    /// <summary>The policy, or every fault of the file and its lists at once.</summary>
    /// <param name="path">The policy file.</param>
    public static Result<LoadedPolicy> Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            return new Fault("policy.not-found", $"there is no policy file '{path}'.", Hint: "Name an existing file; docs/approvals.md shows the format.");
        if (new FileInfo(full).Length > PolicyReader.MaxBytes)
            return new Fault("policy.malformed", $"'{path}' has more than {PolicyReader.MaxBytes} bytes.") { File = path };
        if (!PolicyReader.Read(File.ReadAllBytes(full), path).TryGet(out Policy? policy, out IReadOnlyList<Fault> faults))
            return Result<LoadedPolicy>.Fail(faults);
        if (policy.Recipients.Count == 0)
            return new LoadedPolicy(policy, null, full);
        var allowed = new HashSet<Address>();
        var wrong = new List<Fault>();
        foreach (AllowedRecipients recipients in policy.Recipients)
        {
            if (recipients.Account is { } account)
                allowed.Add(account);
            else if (Read(Path.Combine(Path.GetDirectoryName(full)!, recipients.List!), recipients, allowed) is { } fault)
                wrong.Add(fault);
        }

        return wrong.Count > 0 ? Result<LoadedPolicy>.Fail(wrong) : new LoadedPolicy(policy, allowed, full);
    }

    /// <summary>Adds the accounts of a list: what stands before the first comma of each line. A first line that is no account is a heading.</summary>
    private static Fault? Read(string path, AllowedRecipients recipients, HashSet<Address> allowed)
    {
        if (new FileInfo(path) is not { Exists: true, Length: <= MaxListBytes })
            return new Fault("policy.no-list", $"the list '{recipients.List}' is missing beside the policy, or too large.", "recipients", "Put it into the policy's folder.") { File = recipients.List };
        byte[] bytes = File.ReadAllBytes(path);
        Hash32 hash = Keccak256.Hash(bytes);
        if (hash != recipients.Hash)
        {
            return new Fault("policy.list-changed", $"the list '{recipients.List}' has the hash {hash}, but the policy says {recipients.Hash}.", "recipients",
                "Put the right list there, or write its hash into the policy: then it is another policy, which its approvers have to agree to.")
            { File = recipients.List, Kind = FaultKind.Refused };
        }

        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].Split(',')[0].Trim().Trim('"');
            if (text.Length == 0 || (i == 0 && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (!Address.TryParse(text, out Address account))
                return new Fault("policy.bad-list", $"line {i + 1} of '{recipients.List}' does not begin with an address.", "recipients", "Write one address at the beginning of each line.") { File = recipients.List, Line = i + 1 };
            allowed.Add(account);
        }

        return null;
    }
}
