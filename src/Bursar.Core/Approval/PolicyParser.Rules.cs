using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <content>Rules, limits and allowed recipients.</content>
internal sealed partial class PolicyParser
{
    private static readonly string[] RuleKeys = ["do", "token", "above", "approvals", "of"];
    private static readonly string[] LimitKeys = ["token", "per-day"];
    private static readonly string[] RecipientKeys = ["address", "list", "hash"];

    private PolicyRule? Rule(Section section)
    {
        List<MoveKind> kinds = [.. Words(section, "do").Select(w => Kind(section, w)).OfType<MoveKind>()];
        (MovedAsset Asset, byte Decimals)? token = section.Has("token") ? Token(section) : null;
        if (section.Has("above") && !section.Has("token"))
            section.Add(new Fault("policy.above-what", $"{section.Path} has a threshold, but does not say of which token.", section.PathOf("above"), "Add token: native, or a name under tokens."), "above");
        Amount? above = section.Has("above") ? LaunchParser.PositiveAmount(section, "above", token?.Decimals) : null;
        List<string> of = [.. Words(section, "of")];
        foreach (string name in of.Where(n => _approvers.All(a => a.Name != n)))
        {
            section.Add(new Fault("policy.unknown-approver", $"There is no approver '{YamlTree.Shown(name)}'.", section.PathOf("of"), Suggestion.Hint(name, [.. _approvers.Select(a => a.Name)])), "of");
        }

        if (of.Distinct(StringComparer.Ordinal).Count() != of.Count)
            section.Add(new Fault("policy.same-approver", "An approver stands twice in this rule.", section.PathOf("of"), "Name each once."), "of");
        if (section.Has("of") && of.Count == 0)
            section.Add(new Fault("policy.no-approvers", "The rule names nobody, so nobody could ever fulfil it.", section.PathOf("of"), "Name approvers, or remove the key to let all of them count."), "of");
        int most = section.Has("of") ? of.Count : _approvers.Count;
        int? approvals = section.Number("approvals", true, 0, MostApprovers);
        if (approvals > most && (most > 0 || !context.Faults.Any))
            section.Add(new Fault("policy.too-many-approvals", $"{section.Path} takes {approvals} approvals, but only {most} can approve.", section.PathOf("approvals"), "Lower it, or name more approvers."), "approvals");
        return approvals is not { } count ? null : new PolicyRule { Kinds = kinds, Asset = token?.Asset, Above = above, Approvals = count, Of = of };
    }

    private PolicyLimit? Limit(Section section)
    {
        (MovedAsset Asset, byte Decimals)? token = Token(section);
        Amount? amount = LaunchParser.PositiveAmount(section, "per-day", token?.Decimals);
        return token is { } known && amount is { } most ? new PolicyLimit(known.Asset, most) : null;
    }

    private static AllowedRecipients? Recipient(Section section)
    {
        if (section.Has("address") == section.Has("list"))
        {
            section.Context.Faults.Add(new Fault("policy.malformed", $"{section.Path} is neither one account nor one list.", section.Path, "Write { address: \"0x…\" } or { list: partners.csv, hash: \"0x…\" }."), section.Position);
            return null;
        }

        if (section.Has("address"))
            return LaunchParser.Account(section, "address") is { } account ? new AllowedRecipients(account) : null;
        string? path = section.Text("list", true);
        string? text = section.Text("hash", true);
        if (path is not null && !IsFileName(path))
        {
            section.Add(new Fault("policy.bad-path", $"'{YamlTree.Shown(path)}' is no name of a file beside the policy.", section.PathOf("list"), "Put the list into the policy's folder and write its name alone."), "list");
            return null;
        }

        if (text is not null && !Hash32.TryParse(text, out _))
            section.Add(new Fault("policy.bad-hash", "hash is not 0x and 64 hexadecimal digits.", section.PathOf("hash"), "'bursar policy check' says which hash the list has."), "hash");
        return path is not null && Hash32.TryParse(text, out Hash32 hash) ? new AllowedRecipients(null, path, hash) : null;
    }

    private static bool IsFileName(string text) =>
        text.Length is > 0 and <= 128 && text[0] != '.' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static MoveKind? Kind(Section section, string word)
    {
        if (MoveKinds.ByWord.TryGetValue(word, out MoveKind kind))
            return kind;
        section.Add(new Fault("policy.unknown-kind", $"There is no kind of step '{YamlTree.Shown(word)}'.", section.PathOf("do"), Suggestion.Hint(word, [.. MoveKinds.ByWord.Keys])), "do");
        return null;
    }

    private (MovedAsset Asset, byte Decimals)? Token(Section section)
    {
        if (section.Text("token", true) is not { } text)
            return null;
        if (_tokens.TryGetValue(text, out (MovedAsset Asset, byte Decimals)? known))
            return known;
        section.Add(new Fault("policy.unknown-token", $"There is no token '{YamlTree.Shown(text)}' under tokens.", section.PathOf("token"), Suggestion.Hint(text, [.. _tokens.Keys])), "token");
        return null;
    }

    /// <summary>One word, or a list of words.</summary>
    private List<string> Words(Section section, string key)
    {
        if (!section.TryGet(key, false, out YamlNode? node))
            return [];
        if (node is YamlScalar { Kind: YamlScalarKind.Text } one)
            return [one.Text];
        if (node is not YamlSequence sequence)
        {
            context.WrongType(node, section.PathOf(key), "a list");
            return [];
        }

        var words = new List<string>();
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            if (context.Scalar(sequence.Items[i], $"{section.PathOf(key)}[{i}]", "text", YamlScalarKind.Text) is { } scalar)
                words.Add(scalar.Text);
        }

        return words;
    }
}
