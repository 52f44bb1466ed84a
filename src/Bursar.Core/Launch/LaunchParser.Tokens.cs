using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>The tokens and their first holders.</summary>
internal sealed partial class LaunchParser
{
    private const int MaxTokenName = 64;
    private const int MaxSymbol = 20;
    private const int MaxLabel = 64;
    private const int MaxTokenUri = 255;

    private const byte MaxCreatedDecimals = 38;

    private static readonly string[] CreatedKeys = ["kind", "form", "name", "symbol", "decimals", "supply", "limit", "owner", "uri", "genesis"];
    private static readonly Dictionary<string, TokenKind> Kinds = new(StringComparer.Ordinal)
    {
        ["fixed"] = TokenKind.Fixed,
        ["managed"] = TokenKind.Managed,
        ["votes"] = TokenKind.Votes,
        ["genesis"] = TokenKind.Genesis,
    };

    private static readonly Dictionary<string, TokenForm> Forms = new(StringComparer.Ordinal) { ["clone"] = TokenForm.Clone, ["direct"] = TokenForm.Direct };

    private static readonly string[] ExistingKeys = ["address", "decimals"];
    private static readonly string[] GenesisRowKeys = ["to", "amount", "label", "vesting"];
    private static readonly string[] GenesisListKeys = ["list", "unit", "allow"];

    private List<TokenSpec> Tokens(Section root)
    {
        List<TokenSpec> tokens = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "tokens"))
        {
            bool exists = mapping.Entries.Any(e => e.Key == "address");
            YamlEntry? created = mapping.Entries.Find(e => e.Key is "supply" or "genesis");
            TokenSpec? token = null;
            if (exists && created is not null)
            {
                context.Faults.Add(new Fault("launch.token-kind", $"The token '{key}' has an address, so it exists, and a {created.Key}, so it is to be created.", path,
                    "Remove the address to create it, or keep only address and decimals to use it as it is."), created.KeyPosition);
            }
            else
            {
                token = exists ? Existing(new Section(context, mapping, path, ExistingKeys), key, position) : Created(new Section(context, mapping, path, CreatedKeys), key, position);
            }

            _tokens[key] = token;
            if (token is not null)
                tokens.Add(token);
        }

        return tokens;
    }

    private static ExistingTokenSpec? Existing(Section section, string key, SourcePosition position)
    {
        Address? address = Account(section, "address");
        byte? decimals = (byte?)section.Number("decimals", true, 0, Amount.MaxDecimals);
        return address is null || decimals is null ? null : new ExistingTokenSpec { Key = key, Address = address.Value, Decimals = decimals.Value, Position = position };
    }

    private CreatedTokenSpec? Created(Section section, string key, SourcePosition position)
    {
        string? name = Line(section, "name", MaxTokenName, true);
        string? symbol = Line(section, "symbol", MaxSymbol, true);
        if (symbol is not null && symbol.Any(char.IsWhiteSpace))
            section.Add(new Fault("launch.bad-text", $"The symbol '{YamlTree.Shown(symbol)}' has a blank in it.", section.PathOf("symbol"), "Symbols are one word."), "symbol");
        TokenKind kind = section.Choice("kind", Kinds, TokenKind.Fixed);
        TokenForm form = section.Choice("form", Forms, TokenForm.Direct);
        byte? decimals = (byte?)section.Number("decimals", true, 0, MaxCreatedDecimals);
        Amount? supply = PositiveAmount(section, "supply", decimals);
        if (supply is { } whole && !(whole.BaseUnits >> 128).IsZero)
            section.Add(new Fault("launch.supply-too-large", $"The supply of {whole} is 2^128 base units or more.", section.PathOf("supply"), "Use fewer decimals or a smaller supply."), "supply");
        Amount? limit = Limit(section, kind, decimals, supply);
        string? uri = PublishedAt(section, MaxTokenUri);
        Address? owner = Party(section, "owner", false);
        GenesisSpec? genesis = Genesis(section, kind, decimals, supply);
        if (name is null || symbol is null || decimals is null || supply is null || owner is null || genesis is null)
            return null;
        return new CreatedTokenSpec
        {
            Key = key,
            Kind = kind,
            Form = form,
            Limit = limit,
            Uri = uri,
            Name = name,
            Symbol = symbol,
            Decimals = decimals.Value,
            Supply = supply.Value,
            Owner = owner.Value,
            Genesis = genesis,
            Position = position,
        };
    }

    /// <summary>How much may ever be made: the supply unless the file says more. Only managed tokens have a limit.</summary>
    private static Amount? Limit(Section section, TokenKind kind, byte? decimals, Amount? supply)
    {
        if (kind != TokenKind.Managed)
        {
            if (section.Has("limit"))
                section.Add(new Fault("launch.limit-without-manager", "Only a managed token can make more than its supply.", section.PathOf("limit"), "Write 'kind: managed', or remove the limit."), "limit");
            return null;
        }

        if (!section.Has("limit"))
            return supply;
        Amount? limit = PositiveAmount(section, "limit", decimals);
        if (limit is { } most && supply is { } whole && most.BaseUnits < whole.BaseUnits)
            section.Add(new Fault("launch.limit-below-supply", $"The limit of {most} is below the supply of {whole}.", section.PathOf("limit"), "The limit counts the supply too."), "limit");
        if (limit is { } large && !(large.BaseUnits >> 127).IsZero)
            section.Add(new Fault("launch.supply-too-large", $"The limit of {large} is 2^127 base units or more.", section.PathOf("limit"), "Use fewer decimals or a smaller limit."), "limit");
        return limit;
    }

    private GenesisSpec? Genesis(Section section, TokenKind kind, byte? decimals, Amount? supply)
    {
        if (!section.TryGet("genesis", true, out YamlNode? node))
            return null;
        string path = section.PathOf("genesis");
        if (node is YamlMapping mapping)
        {
            ListSpec? list = List(new Section(context, mapping, path, GenesisListKeys));
            return list is null ? null : new GenesisSpec { Rows = [], List = list, Position = section.At("genesis") };
        }

        if (node is not YamlSequence sequence)
        {
            context.WrongType(node, path, "a list of rows, or a group of keys with a list file");
            return null;
        }

        List<GenesisRow> rows = [];
        foreach (Section group in Rows(sequence, path, "a row such as { to: operator, amount: 1_000 }", GenesisRowKeys))
        {
            if (GenesisRow(group, decimals) is { } row)
                rows.Add(row);
        }

        if (GenesisCheck.Count(sequence.Items.Count, kind, path) is { } count)
            section.Add(count, "genesis");
        else if (rows.Count == sequence.Items.Count && supply is { } total && GenesisCheck.Sum(rows.Select(r => r.Amount.BaseUnits), total, path) is { } sum)
            section.Add(sum, "genesis");
        return rows.Count == sequence.Items.Count ? new GenesisSpec { Rows = rows, Position = section.At("genesis") } : null;
    }

    private GenesisRow? GenesisRow(Section row, byte? decimals)
    {
        Address? to = Party(row, "to", true);
        Amount? amount = PositiveAmount(row, "amount", decimals);
        string? label = Line(row, "label", MaxLabel, false);
        return to is null || amount is null ? null : new GenesisRow(to.Value, amount.Value, label, row.Position) { Vesting = row.Text("vesting", false) };
    }
}
