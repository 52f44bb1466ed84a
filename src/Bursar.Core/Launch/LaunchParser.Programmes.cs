using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Vouchers and recurring programmes.</summary>
internal sealed partial class LaunchParser
{
    private static readonly string[] VoucherKeys = ["token", "total", "signer", "budget", "starts", "expires", "owner", "uri"];
    private static readonly string[] ProgrammeKeys = ["escrow", "window", "watchers", "expires", "claim-for", "owner", "uri"];
    private static readonly string[] EscrowKeys = ["token", "amount"];

    private List<VoucherSpec> Vouchers(Section root)
    {
        List<VoucherSpec> vouchers = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "vouchers"))
        {
            var section = new Section(context, mapping, path, VoucherKeys);
            TokenSpec? token = Token(section);
            Amount? total = PositiveAmount(section, "total", token?.Decimals);
            Address? signer = section.Has("signer") ? Account(section, "signer") : null;
            Amount? budget = section.Has("budget") ? PositiveAmount(section, "budget", token?.Decimals) : signer is null ? null : total;
            if (section.Has("budget") && !section.Has("signer"))
                section.Add(new Fault("launch.budget-without-signer", "A budget is a signer's, and there is none.", section.PathOf("budget"), "Add the signer, or leave the budget to the owner for later."), "budget");
            DateTimeOffset? starts = Moment(section, "starts");
            DateTimeOffset? expires = Expiry(section, starts);
            Address? owner = Party(section, "owner", false);
            string? uri = PublishedAt(section);
            if (token is not null && total is not null && owner is not null)
            {
                vouchers.Add(new VoucherSpec
                {
                    Key = key,
                    Token = token,
                    Total = total.Value,
                    Signer = signer,
                    Budget = budget,
                    Starts = starts,
                    Expires = expires,
                    Owner = owner.Value,
                    Uri = uri,
                    Position = position,
                });
            }
        }

        return vouchers;
    }

    private List<ProgrammeSpec> Programmes(Section root)
    {
        List<ProgrammeSpec> programmes = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "programmes"))
        {
            var section = new Section(context, mapping, path, ProgrammeKeys);
            List<EscrowSpec> escrow = Escrow(section);
            TimeSpan? window = Window(section);
            List<Address> watchers = Watchers(section);
            DateTimeOffset? expires = Moment(section, "expires");
            bool claimFor = section.Flag("claim-for") ?? false;
            Address? owner = Party(section, "owner", false);
            string? uri = PublishedAt(section);
            if (window is not null && owner is not null)
            {
                programmes.Add(new ProgrammeSpec
                {
                    Key = key,
                    Escrow = escrow,
                    Window = window.Value,
                    Watchers = watchers,
                    Expires = expires,
                    ClaimFor = claimFor,
                    Owner = owner.Value,
                    Uri = uri,
                    Position = position,
                });
            }
        }

        return programmes;
    }

    private List<EscrowSpec> Escrow(Section section)
    {
        List<EscrowSpec> escrow = [];
        if (section.Sequence("escrow", false) is not { } sequence)
            return escrow;
        string path = section.PathOf("escrow");
        if (sequence.Items.Count > ProgrammeSpec.MaxTokens)
            section.Add(new Fault("launch.too-many-tokens", $"A programme begins with at most {ProgrammeSpec.MaxTokens} tokens.", path, "Pay the others in later."), "escrow");
        foreach (Section row in Rows(sequence, path, "an amount such as { token: coin, amount: 1_000 }", EscrowKeys))
        {
            TokenSpec? token = Token(row);
            Amount? amount = PositiveAmount(row, "amount", token?.Decimals);
            if (token is not null && escrow.Any(e => e.Token.Key == token.Key))
                row.Add(new Fault("launch.token-twice", $"{token.Key} stands twice in the escrow.", row.Path, "Add the two amounts up."), "token");
            else if (token is not null && amount is not null)
                escrow.Add(new EscrowSpec(token, amount.Value));
        }

        return escrow;
    }

    private static TimeSpan? Window(Section section)
    {
        if (section.Text("window", true) is not { } text)
            return null;
        if (MomentText.TryParseDuration(text, out TimeSpan window) && window > TimeSpan.Zero)
            return window;
        section.Add(new Fault("launch.bad-duration", $"'{YamlTree.Shown(text)}' is no duration.", section.PathOf("window"), "Write a number and a unit: 6h, 2d, 1w or 1y (365 days)."), "window");
        return null;
    }

    private List<Address> Watchers(Section section)
    {
        List<Address> watchers = [];
        if (section.Sequence("watchers", true) is not { } sequence)
            return watchers;
        string path = section.PathOf("watchers");
        if (sequence.Items.Count is 0 or > ProgrammeSpec.MaxWatchers)
            section.Add(new Fault("launch.bad-watchers", $"A programme has 1 to {ProgrammeSpec.MaxWatchers} watchers, not {sequence.Items.Count}.", path, "Name somebody who will look at each list before it counts."), "watchers");
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            string at = $"{path}[{i}]";
            YamlNode node = sequence.Items[i];
            context.Positions[at] = node.Position;
            if (node is not YamlScalar { Kind: YamlScalarKind.Text } scalar)
                context.WrongType(node, at, "an address in quotes");
            else if (!Address.TryParse(scalar.Text, out Address watcher, out AddressError error))
                context.Faults.Add(BadAddress(scalar.Text, error, at), node.Position);
            else if (watcher.IsZero)
                context.Faults.Add(GenesisCheck.ZeroAddress(at), node.Position);
            else if (watchers.Contains(watcher))
                context.Faults.Add(new Fault("launch.watcher-twice", $"{watcher} stands twice among the watchers.", at, "Name each watcher once."), node.Position);
            else
                watchers.Add(watcher);
        }

        return watchers;
    }
}
