using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Drops and payouts.</summary>
internal sealed partial class LaunchParser
{
    private const int MaxUri = 2048;

    private static readonly string[] DropKeys = ["token", "list", "unit", "format", "allow", "starts", "expires", "claim-for", "owner", "uri", "inside", "sub-roots", "vesting"];
    private static readonly string[] PayoutKeys = ["token", "list", "unit", "batch", "on-failure", "allow"];
    private static readonly string[] NftPayoutKeys = ["nft", "standard", "list", "batch", "on-failure"];
    private static readonly Dictionary<string, NftStandard?> Standards = new(StringComparer.Ordinal) { ["erc721"] = NftStandard.Erc721, ["erc1155"] = NftStandard.Erc1155 };
    private static readonly string[] Formats = ["standard", "packed", "sharded:1", "sharded:2", "sharded:3", "sharded:4"];

    private static readonly Dictionary<string, RowFailurePolicy> FailurePolicies = new(StringComparer.Ordinal)
    {
        ["revert"] = RowFailurePolicy.Revert,
        ["skip"] = RowFailurePolicy.Skip,
    };

    private List<DropSpec> Drops(Section root)
    {
        List<DropSpec> drops = [];
        var inside = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "drops"))
        {
            var section = new Section(context, mapping, path, DropKeys);
            TokenSpec? token = Token(section);
            ListSpec? list = List(section);
            TreeKind format = Format(section);
            DateTimeOffset? starts = Moment(section, "starts");
            DateTimeOffset? expires = Expiry(section, starts);
            bool claimFor = section.Flag("claim-for") ?? false;
            Address? owner = Party(section, "owner", false);
            string? uri = PublishedAt(section);
            bool isInside = section.Flag("inside") ?? false;
            if (isInside && token is not null && Inside(section, token, key, inside) is { } fault)
                section.Add(fault, "inside");
            int subRoots = SubRoots(section);
            if (token is not null && list is not null && owner is not null)
            {
                drops.Add(new DropSpec
                {
                    Key = key,
                    Vesting = section.Text("vesting", false),
                    Token = token,
                    List = list,
                    Format = format,
                    Starts = starts,
                    Expires = expires,
                    ClaimFor = claimFor,
                    Inside = isInside,
                    Owner = owner.Value,
                    Uri = uri,
                    SubRoots = subRoots,
                    Position = position,
                });
            }
        }

        return drops;
    }

    /// <summary>Why a token cannot give this drop out by itself; null when it can.</summary>
    private static Fault? Inside(Section section, TokenSpec token, string drop, Dictionary<string, string> inside)
    {
        if (token is not CreatedTokenSpec { Form: TokenForm.Direct, Kind: TokenKind.Fixed or TokenKind.Managed or TokenKind.Votes })
        {
            return new Fault("launch.inside-token", $"{token.Path} cannot give '{drop}' out by itself: only a token that this launch creates can, in the form direct and of the kinds fixed, managed and votes.",
                section.PathOf("inside"), "Remove 'inside', or change the token.");
        }

        return inside.TryAdd(token.Key, drop)
            ? null
            : new Fault("launch.inside-twice", $"{token.Path} gives '{inside[token.Key]}' out by itself already; a token has room for one list.", section.PathOf("inside"), "Remove 'inside' from one of the drops.");
    }

    private List<PayoutSpec> Payouts(Section root, List<NftPayoutSpec> nftPayouts)
    {
        List<PayoutSpec> payouts = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "payouts"))
        {
            if (mapping.Entries.Any(e => e.Key == "nft"))
            {
                if (NftPayout(new Section(context, mapping, path, NftPayoutKeys), key, position) is { } nfts)
                    nftPayouts.Add(nfts);
                continue;
            }

            var section = new Section(context, mapping, path, PayoutKeys);
            TokenSpec? token = TokenOrCoin(section);
            ListSpec? list = List(section);
            int batch = section.Number("batch", false, 1, PayoutSpec.MaxBatch) ?? PayoutSpec.DefaultBatch;
            RowFailurePolicy onFailure = section.Choice("on-failure", FailurePolicies, RowFailurePolicy.Revert);
            if (token is not null && list is not null)
                payouts.Add(new PayoutSpec { Key = key, Token = token, List = list, Batch = batch, OnFailure = onFailure, Position = position });
        }

        return payouts;
    }

    private static TreeKind Format(Section section)
    {
        if (section.Text("format", false) is not { } text)
            return TreeKind.Standard;
        if (TreeKind.TryParse(text, out TreeKind? format) && format.IsClaimable)
            return format;
        section.Add(format is not null
            ? new Fault("launch.tree-not-claimable", $"format cannot be '{format}': the drop contract checks leaves of account and amount, as standard, packed and sharded trees have them.",
                section.PathOf("format"), $"Take one of {string.Join(", ", Formats)}; bursar tree build makes the other kinds.")
            : new Fault("launch.bad-choice", $"format cannot be '{YamlTree.Shown(text)}'.", section.PathOf("format"), Suggestion.Hint(text, Formats)), "format");
        return TreeKind.Standard;
    }

    private NftPayoutSpec? NftPayout(Section section, string key, SourcePosition position)
    {
        Address? collection = Account(section, "nft");
        NftStandard? standard = section.Choice("standard", Standards, null);
        if (standard is null && !section.Has("standard"))
            section.Add(new Fault("launch.missing-key", "standard is missing.", section.PathOf("standard"), "Write erc721 or erc1155."), "nft");
        ListSpec? list = List(section);
        int batch = section.Number("batch", false, 1, PayoutSpec.MaxBatch) ?? NftPayoutSpec.DefaultBatch;
        RowFailurePolicy onFailure = section.Choice("on-failure", FailurePolicies, RowFailurePolicy.Revert);
        return collection is null || standard is null || list is null
            ? null
            : new NftPayoutSpec { Key = key, Collection = collection.Value, Standard = standard.Value, List = list, Batch = batch, OnFailure = onFailure, Position = position };
    }

    private static int SubRoots(Section section)
    {
        if (!section.Has("sub-roots") || section.Scalar("sub-roots", true, "auto, none or a number", YamlScalarKind.Text, YamlScalarKind.Integer) is not { } scalar)
            return 0;
        switch (scalar.Text)
        {
            case "none":
                return 0;
            case "auto":
                return DropSpec.AutoSubRoots;
            default:
                if (int.TryParse(scalar.Text, System.Globalization.NumberStyles.None, null, out int count) && count is >= 2 and <= SubRootTable.MaxCount && System.Numerics.BitOperations.IsPow2(count))
                    return count;
                section.Add(new Fault("launch.bad-choice", $"sub-roots cannot be '{YamlTree.Shown(scalar.Text)}'.", section.PathOf("sub-roots"),
                    $"Write auto, none, or one of 2, 4, 8, … {SubRootTable.MaxCount}."), "sub-roots");
                return 0;
        }
    }

    private static DateTimeOffset? Moment(Section section, string key)
    {
        if (section.Text(key, false) is not { } text)
            return null;
        if (MomentText.TryParse(text, out DateTimeOffset moment, out Fault? fault))
            return moment;
        section.Add(fault with { Field = section.PathOf(key) }, key);
        return null;
    }

    private static DateTimeOffset? Expiry(Section section, DateTimeOffset? starts)
    {
        if (section.Text("expires", false) is not { } text)
            return null;
        string path = section.PathOf("expires");
        if (!MomentText.LooksLikeDuration(text))
        {
            if (Moment(section, "expires") is not { } moment)
                return null;
            if (starts is { } from && moment <= from)
                section.Add(new Fault("launch.expires-too-early", $"The drop expires at {text}, which is not after its start.", path, "Choose a later expiry."), "expires");
            return moment;
        }

        if (!MomentText.TryParseDuration(text, out TimeSpan duration))
        {
            section.Add(new Fault("launch.bad-duration", $"'{YamlTree.Shown(text)}' is no duration.", path,
                "Write a number and a unit: 6h, 90d, 12w or 1y (365 days), at most 100y."), "expires");
            return null;
        }

        if (!section.Has("starts"))
            section.Add(new Fault("launch.expires-needs-starts", $"{text} is counted from starts, which this drop does not have.", path, "Add starts, or write the expiry as a date."), "expires");
        return starts is { } start && start <= MomentText.Latest - duration ? start + duration : null;
    }

    private static string? PublishedAt(Section section, int most = MaxUri)
    {
        if (section.Text("uri", false) is not { } text)
            return null;
        if (text.Length >= 1 && text.Length <= most && text.All(c => c is > ' ' and <= '~'))
            return text;
        section.Add(new Fault("launch.bad-text", $"uri is not 1 to {most} printable ASCII characters without blanks.", section.PathOf("uri"), "Write an address such as ipfs://… and percent-encode what is special."), "uri");
        return null;
    }
}
