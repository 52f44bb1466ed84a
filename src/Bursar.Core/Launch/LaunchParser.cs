using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Turns the nodes of a launch file into the model. After a fault it goes on with a harmless value, to find the others too.</summary>
internal sealed partial class LaunchParser(ReadContext context)
{
    private const int Version = 1;
    private const int MaxKey = 64;

    private static readonly string[] RootKeys = ["bursar", "name", "title", "network", "operator", "safe", "value-at-risk", "policy", "tokens", "sites", "vesting", "drops", "payouts", "vouchers", "programmes", "pools", "staking"];

    // A key whose token has faults is known, so that references to it raise no further ones.
    private readonly Dictionary<string, TokenSpec?> _tokens = new(StringComparer.Ordinal);
    private Address _operator;
    private Address? _safe;
    private bool _saysSafe;

    internal Launch? Parse(YamlMapping mapping, Hash32 hash)
    {
        if (!IsVersionOne(mapping))
            return null;
        var root = new Section(context, mapping, "", RootKeys);
        string name = Key(root, "name");
        string title = Line(root, "title", 200, false) ?? name;
        string network = Key(root, "network");
        _saysSafe = root.Has("safe");
        _safe = _saysSafe ? Account(root, "safe") : null;
        _operator = Operator(root) ?? Address.Zero;
        UInt256? valueAtRisk = root.Has("value-at-risk") ? PositiveAmount(root, "value-at-risk", Lists.Formats.Asset.NativeDecimals)?.BaseUnits : null;

        string? policy = Policy(root);
        List<TokenSpec> tokens = Tokens(root);
        List<SiteSpec> sites = Sites(root);
        List<VestingSpec> vestings = Vestings(root);
        List<DropSpec> drops = Drops(root);
        CheckVestingNames(tokens, drops, vestings);
        List<NftPayoutSpec> nftPayouts = [];
        List<PayoutSpec> payouts = Payouts(root, nftPayouts);
        List<VoucherSpec> vouchers = Vouchers(root);
        List<ProgrammeSpec> programmes = Programmes(root);
        List<PoolSpec> pools = Pools(root);
        List<StakingSpec> staking = WithPoolRewards(Staking(root));
        if (!context.Faults.Any && sites.Count + drops.Count + payouts.Count + nftPayouts.Count + vouchers.Count + programmes.Count + pools.Count + staking.Count + vestings.Count == 0 && !tokens.OfType<CreatedTokenSpec>().Any())
        {
            context.Faults.Add(new Fault("launch.nothing-to-do", "The launch creates nothing, links nothing and pays nobody.", null, "Add a token, a site, a drop or a payout."),
                root.Position);
        }

        return context.Faults.Any ? null : new Launch
        {
            Name = name,
            Title = title,
            Network = network,
            Operator = _operator,
            ValueAtRisk = valueAtRisk,
            Policy = policy,
            Safe = _safe,
            Tokens = tokens,
            Sites = sites,
            Vesting = vestings,
            Drops = drops,
            Payouts = payouts,
            NftPayouts = nftPayouts,
            Vouchers = vouchers,
            Programmes = programmes,
            Pools = pools,
            Staking = staking,
            Hash = hash,
            FileName = context.Faults.File,
            Positions = context.Positions,
        };
    }

    // A file of another version may have other keys: only its version is worth a fault.
    private bool IsVersionOne(YamlMapping mapping)
    {
        YamlEntry? entry = mapping.Entries.Find(e => e.Key == "bursar");
        if (entry?.Value is YamlScalar { Kind: YamlScalarKind.Integer, Text: "1" })
            return true;
        Fault fault = entry is null
            ? new Fault("launch.version", "The file does not say which version of the launch format it has.", "bursar", $"Add the line: bursar: {Version}")
            : new Fault("launch.version", $"The version of the launch format is {YamlTree.Shown(entry.Value.Describe())}; this program reads {Version}.", "bursar", $"Write bursar: {Version}");
        context.Faults.Add(fault, entry?.Value.Position ?? mapping.Position);
        return false;
    }

    /// <summary>The sections under a key that groups resources by name.</summary>
    private IEnumerable<(string Key, SourcePosition Position, YamlMapping Mapping, string Path)> Named(Section root, string group)
    {
        if (root.Mapping(group, false) is not { } mapping)
            yield break;
        foreach (YamlEntry entry in mapping.Entries)
        {
            string path = $"{group}.{YamlTree.Shown(entry.Key)}";
            bool named = IsKey(entry.Key) && (group != "tokens" || entry.Key != NativeTokenSpec.Word);
            if (!named)
                context.Faults.Add(BadKey(entry.Key, path), entry.KeyPosition);
            context.Positions[path] = entry.KeyPosition;
            if (entry.Value is YamlMapping value)
                yield return (entry.Key, entry.KeyPosition, value, path);
            else if (entry.Value is YamlScalar { Kind: YamlScalarKind.Null })
                context.Faults.Add(new Fault("launch.no-value", $"The key '{YamlTree.Shown(entry.Key)}' has no value.", path, "Give it its keys, indented below it."), entry.KeyPosition);
            else
                context.WrongType(entry.Value, path, "a group of keys");
            if (group == "tokens")
                _tokens.TryAdd(entry.Key, null);
        }
    }

    /// <summary>The groups of keys in a list; what is none is a fault.</summary>
    private IEnumerable<Section> Rows(YamlSequence sequence, string path, string wanted, string[] keys)
    {
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            string at = $"{path}[{i}]";
            YamlNode node = sequence.Items[i];
            context.Positions[at] = node.Position;
            if (node is YamlMapping mapping)
                yield return new Section(context, mapping, at, keys);
            else
                context.WrongType(node, at, wanted);
        }
    }

    internal static bool IsKey(string text) =>
        text.Length is >= 1 and <= MaxKey && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Fault BadKey(string text, string path) => new Fault("launch.bad-name", $"'{YamlTree.Shown(text)}' is no name: it has 1 to {MaxKey} characters of a–z, 0–9 and -.", path,
        "Names are part of keys that the chain enforces, so they are short and plain, for example team-2026.");

    /// <summary>A required value that is a name.</summary>
    private static string Key(Section section, string key)
    {
        if (section.Text(key, true) is not { } text)
            return "";
        if (!IsKey(text))
            section.Add(BadKey(text, section.PathOf(key)), key);
        return text;
    }

    /// <summary>One line of text for people.</summary>
    private static string? Line(Section section, string key, int most, bool required)
    {
        if (section.Text(key, required) is not { } text)
            return null;
        if (PlainText.IsLine(text, most))
            return text;
        section.Add(new Fault("launch.bad-text", $"{key} is not one line of 1 to {most} characters without blanks around it.", section.PathOf(key), "Shorten it, or remove line breaks, outer blanks and characters that turn the direction of writing."), key);
        return null;
    }

    /// <summary>A token by its key, or the chain's own coin.</summary>
    private TokenSpec? TokenOrCoin(Section section)
    {
        if (!section.TryGet("token", true, out YamlNode? node))
            return null;
        return node is YamlScalar { Text: NativeTokenSpec.Word } && !_tokens.ContainsKey(NativeTokenSpec.Word)
            ? new NativeTokenSpec { Key = NativeTokenSpec.Word, Decimals = Lists.Formats.Asset.NativeDecimals, Position = section.At("token") }
            : Token(section);
    }

    /// <summary>A token by its key.</summary>
    private TokenSpec? Token(Section section)
    {
        if (section.Text("token", true) is not { } key)
            return null;
        if (_tokens.TryGetValue(key, out TokenSpec? token))
            return token;
        section.Add(new Fault("launch.unknown-token", $"There is no token '{YamlTree.Shown(key)}' in this file.", section.PathOf("token"),
            _tokens.Count == 0 ? "Describe it under tokens." : Suggestion.Hint(key, _tokens.Keys)), "token");
        return null;
    }
}
