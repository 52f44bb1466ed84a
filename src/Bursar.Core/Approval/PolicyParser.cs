using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>Turns the nodes of a policy file into the model. After a fault it goes on, to find the others too.</summary>
internal sealed partial class PolicyParser(ReadContext context)
{
    private const int MostApprovers = 100;
    private const int MostDays = 366;
    private static readonly TimeSpan UsualValidity = TimeSpan.FromDays(7);

    private static readonly string[] RootKeys = ["bursar-policy", "name", "approvers", "tokens", "rules", "limits", "recipients", "quiet", "valid", "change"];
    private static readonly string[] TokenKeys = ["address", "decimals"];

    private readonly Dictionary<string, (MovedAsset Asset, byte Decimals)?> _tokens = new(StringComparer.Ordinal) { [NativeTokenSpec.Word] = (MovedAsset.Native, 18) };
    private List<Approver> _approvers = [];

    internal Policy? Parse(YamlMapping mapping, Hash32 hash)
    {
        if (mapping.Entries.Find(e => e.Key == "bursar-policy")?.Value is not YamlScalar { Kind: YamlScalarKind.Integer, Text: "1" })
        {
            context.Faults.Add(new Fault("policy.malformed", "The file does not say that it is a policy of version 1.", "bursar-policy", "Add the line: bursar-policy: 1"), mapping.Position);
            return null;
        }

        var root = new Section(context, mapping, "", RootKeys);
        string name = root.Text("name", true) ?? "";
        if (name.Length > 0 && !PlainText.IsLine(name, 100))
            root.Add(new Fault("policy.malformed", "name is not one line of 1 to 100 characters.", "name", "Shorten it."), "name");
        _approvers = Approvers(root);
        Tokens(root);
        List<PolicyRule> rules = [.. Items(root, "rules", true, RuleKeys).Select(Rule).OfType<PolicyRule>()];
        if (root.Has("rules") && rules.Count == 0 && !context.Faults.Any)
            root.Add(new Fault("policy.no-rules", "The policy has no rule, so nothing could ever be applied.", "rules", "Add one, such as { approvals: 2 }."), "rules");
        List<PolicyLimit> limits = [.. Items(root, "limits", false, LimitKeys).Select(Limit).OfType<PolicyLimit>()];
        List<AllowedRecipients> recipients = [.. Items(root, "recipients", false, RecipientKeys).Select(Recipient).OfType<AllowedRecipients>()];
        if (root.Has("recipients") && recipients.Count == 0 && !context.Faults.Any)
            root.Add(new Fault("policy.no-recipients", "The list of allowed recipients is empty: nobody could ever receive anything.", "recipients", "Name accounts or a list, or remove the key to allow anybody."), "recipients");
        TimeSpan quiet = Duration(root, "quiet") ?? TimeSpan.Zero;
        TimeSpan valid = Duration(root, "valid") ?? UsualValidity;
        if (quiet >= valid && !context.Faults.Any)
            root.Add(new Fault("policy.never-valid", "Approvals end before the quiet period does, so no plan could ever be applied.", "quiet", "Make quiet shorter than valid (7d unless the file says otherwise)."), "quiet");
        int highest = rules.Select(r => r.Approvals).DefaultIfEmpty(1).Max();
        int change = root.Number("change", false, 1, Math.Max(_approvers.Count, 1)) ?? Math.Max(highest, 1);
        return context.Faults.Any ? null : new Policy
        {
            Name = name,
            Approvers = _approvers,
            Rules = rules,
            Limits = limits,
            Recipients = recipients,
            Quiet = quiet,
            Valid = valid,
            Change = change,
            Hash = hash,
        };
    }

    private List<Approver> Approvers(Section root)
    {
        var approvers = new List<Approver>();
        if (root.Mapping("approvers", true) is not { } mapping)
            return approvers;
        var section = new Section(context, mapping, "approvers", [.. mapping.Entries.Select(e => e.Key)]);
        foreach (YamlEntry entry in mapping.Entries)
        {
            string path = section.PathOf(YamlTree.Shown(entry.Key));
            if (!LaunchParser.IsKey(entry.Key))
                context.Faults.Add(new Fault("policy.bad-name", $"'{YamlTree.Shown(entry.Key)}' is no name: it has 1 to 64 characters of a–z, 0–9 and -.", path, "Give the approver a short plain name."), entry.KeyPosition);
            if (LaunchParser.Account(section, entry.Key) is not { } account)
                continue;
            if (approvers.Find(a => a.Account == account) is { } same)
                section.Add(new Fault("policy.same-approver", $"{entry.Key} and {same.Name} are the same account {account}: one person would count twice.", path, "Name each account once."), entry.Key);
            approvers.Add(new Approver(entry.Key, account));
        }

        if (mapping.Entries.Count is 0 or > MostApprovers)
        {
            root.Add(mapping.Entries.Count == 0
                ? new Fault("policy.no-approvers", "The policy names no approver, so nobody could ever approve anything.", "approvers", "Name at least one account, such as alice: \"0x…\".")
                : new Fault("policy.malformed", $"More than {MostApprovers} approvers.", "approvers", "Let a contract wallet stand for a group."), "approvers");
        }

        return approvers;
    }

    private void Tokens(Section root)
    {
        if (root.Mapping("tokens", false) is not { } mapping)
            return;
        foreach (YamlEntry entry in mapping.Entries)
        {
            string path = $"tokens.{YamlTree.Shown(entry.Key)}";
            if (!LaunchParser.IsKey(entry.Key) || entry.Key == NativeTokenSpec.Word)
                context.Faults.Add(new Fault("policy.bad-name", $"'{YamlTree.Shown(entry.Key)}' is no name for a token: it has 1 to 64 characters of a–z, 0–9 and -, and is not native.", path, "Give it another name."), entry.KeyPosition);
            _tokens.TryAdd(entry.Key, null);
            if (entry.Value is not YamlMapping value)
            {
                context.WrongType(entry.Value, path, "a group of keys");
                continue;
            }

            var section = new Section(context, value, path, TokenKeys);
            Address? address = LaunchParser.Account(section, "address");
            if (section.Number("decimals", true, 0, Amount.MaxDecimals) is { } decimals && address is { } token)
                _tokens[entry.Key] = (new MovedAsset(token), (byte)decimals);
        }
    }

    /// <summary>The groups of keys in a list.</summary>
    private IEnumerable<Section> Items(Section root, string key, bool required, string[] keys)
    {
        if (root.Sequence(key, required) is not { } sequence)
            yield break;
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            string path = $"{key}[{i}]";
            if (sequence.Items[i] is YamlMapping mapping)
                yield return new Section(context, mapping, path, keys);
            else
                context.WrongType(sequence.Items[i], path, "a group of keys");
        }
    }

    private static TimeSpan? Duration(Section section, string key)
    {
        if (!section.Has(key) || section.Text(key, false) is not { } text)
            return null;
        if (MomentText.TryParseDuration(text, out TimeSpan duration) && duration <= TimeSpan.FromDays(MostDays))
            return duration;
        section.Add(new Fault("policy.bad-duration", $"'{YamlTree.Shown(text)}' is no duration of at most {MostDays} days.", section.PathOf(key), "Write a number and a unit: 6h, 7d or 2w."), key);
        return null;
    }
}
