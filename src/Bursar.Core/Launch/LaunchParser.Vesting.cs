using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>What vests: recipients, and who else takes the same terms.</summary>
internal sealed partial class LaunchParser
{
    private static readonly string[] VestingKeys = ["token", "to", "amount", "label", "recipients", "from", "unit", "start", "cliff", "duration", "end", "steps", "points", "revoker", "batch"];
    private static readonly string[] VestingRowKeys = ["to", "amount", "label"];

    private List<VestingSpec> Vestings(Section root)
    {
        List<VestingSpec> vestings = [];
        foreach ((string key, SourcePosition position, YamlMapping mapping, string path) in Named(root, "vesting"))
        {
            var section = new Section(context, mapping, path, VestingKeys);
            TokenSpec? token = Token(section);
            List<VestingRow> rows = VestingRows(section, token);
            ListSpec? from = VestingList(section);
            DateTimeOffset? start = Moment(section, "start");
            VestingTerms? terms = Terms(section, token, start, from is not null);
            if (terms is not null)
                CheckCurves(section, terms, rows);
            Address? revoker = section.Has("revoker") ? Party(section, "revoker", true) : null;
            int batch = section.Number("batch", false, 1, VestingSpec.MaxBatch) ?? VestingSpec.DefaultBatch;
            if (token is null)
                continue;
            vestings.Add(new VestingSpec
            {
                Key = key,
                Token = token,
                Terms = terms,
                Start = start,
                Revoker = revoker,
                Rows = rows,
                From = from,
                Batch = batch,
                Position = position,
            });
        }

        return vestings;
    }

    /// <summary>Those who take the terms of a vesting by name: first holders of its token.</summary>
    private void CheckVestingNames(IReadOnlyList<TokenSpec> tokens, IReadOnlyList<DropSpec> drops, List<VestingSpec> vestings)
    {
        HashSet<string> named = [];
        foreach (CreatedTokenSpec token in tokens.OfType<CreatedTokenSpec>())
        {
            foreach ((int i, GenesisRow row) in token.Genesis.Rows.Index().Where(r => r.Item.Vesting is not null))
            {
                string at = $"{token.Path}.genesis[{i}].vesting";
                named.Add(row.Vesting!);
                if (TermsOf(vestings, row.Vesting!, token, at, row.Position) is { } found && found.Terms!.CurveOf(row.Amount.BaseUnits, at) is { IsOk: false } wrong)
                    AddAll(wrong.Faults, row.Position);
            }
        }

        foreach (DropSpec drop in drops.Where(d => d.Vesting is not null))
        {
            named.Add(drop.Vesting!);
            string at = $"{drop.Path}.vesting";
            TermsOf(vestings, drop.Vesting!, drop.Token, at, context.Positions.GetValueOrDefault(at, drop.Position));
            if (!drop.ClaimFor)
            {
                context.Faults.Add(new Fault("launch.vesting-claim-for", $"What {drop.Path} gives out goes to boxes, which claim nothing by themselves.", at, "Add 'claim-for: true', so that somebody can claim for them."),
                    context.Positions.GetValueOrDefault(at, drop.Position));
            }

            if (drop.Inside)
            {
                context.Faults.Add(new Fault("launch.vesting-inside", $"{drop.Path} is inside its token, and what vests is not.", at, "Remove 'inside' or 'vesting'."),
                    context.Positions.GetValueOrDefault(at, drop.Position));
            }
        }

        foreach (VestingSpec vesting in vestings.Where(v => v.IsTermsOnly && !named.Contains(v.Key)))
        {
            context.Faults.Add(new Fault("launch.vesting-unused", $"{vesting.Path} has no recipients, and nobody takes its terms.", vesting.Path,
                "Add to and amount, recipients or from; or name it as the 'vesting' of a genesis row or a drop."), vesting.Position);
        }
    }

    private VestingSpec? TermsOf(List<VestingSpec> vestings, string name, TokenSpec token, string path, SourcePosition position)
    {
        VestingSpec? found = vestings.Find(v => v.Key == name);
        if (found is null)
        {
            // One that has faults of its own raises no further one here.
            if (!context.Positions.ContainsKey($"vesting.{name}"))
            {
                context.Faults.Add(new Fault("launch.unknown-vesting", $"There is no vesting '{YamlTree.Shown(name)}' in this file.", path,
                    vestings.Count == 0 ? "Describe it under vesting." : Suggestion.Hint(name, [.. vestings.Select(v => v.Key)])), position);
            }

            return null;
        }

        if (found.Token.Key == token.Key && found.Terms is not null)
            return found;
        context.Faults.Add(found.Token.Key != token.Key
            ? new Fault("launch.vesting-token", $"{found.Path} is of {found.Token.Path}, and not of {token.Path}.", path, "Describe terms of their own for this token.")
            : new Fault("launch.vesting-curve", $"{found.Path} says no terms that others could take.", path, "Give it start and duration, steps or points."), position);
        return null;
    }

    private void AddAll(IReadOnlyList<Fault> faults, SourcePosition position)
    {
        foreach (Fault fault in faults)
            context.Faults.Add(fault, position);
    }

    private List<VestingRow> VestingRows(Section section, TokenSpec? token)
    {
        List<VestingRow> rows = [];
        string[] ways = [.. new[] { "to", "recipients", "from" }.Where(section.Has)];
        if (ways.Length > 1)
        {
            section.Add(new Fault("launch.vesting-recipients", $"{ways[0]} and {ways[1]} both say who the recipients are.", section.PathOf(ways[1]), "Keep one of them."), ways[1]);
            return rows;
        }

        if (section.Has("to"))
        {
            Address? to = Party(section, "to", true);
            Amount? amount = PositiveAmount(section, "amount", token?.Decimals);
            string? label = Line(section, "label", MaxLabel, false);
            if (to is not null && amount is not null)
                rows.Add(new VestingRow(to.Value, amount.Value, label, section.At("to")));
            return rows;
        }

        foreach (string key in new[] { "amount", "label" }.Where(section.Has))
            section.Add(new Fault("launch.vesting-recipients", $"{key} is nobody's: there is no 'to'.", section.PathOf(key), "Say whose it is."), key);
        if (section.Sequence("recipients", false) is not { } sequence)
            return rows;
        string path = section.PathOf("recipients");
        if (sequence.Items.Count is 0 or > VestingSpec.MaxRows)
            section.Add(new Fault("launch.vesting-recipients", $"There are {sequence.Items.Count} recipients; 1 to {VestingSpec.MaxRows} stand in the file.", path, "Put more into a list, and name it with 'from'."), "recipients");
        foreach (Section row in Rows(sequence, path, "a row such as { to: \"0x…\", amount: 1_000 }", VestingRowKeys))
        {
            Address? to = Party(row, "to", true);
            Amount? amount = PositiveAmount(row, "amount", token?.Decimals);
            string? label = Line(row, "label", MaxLabel, false);
            if (to is not null && amount is not null)
                rows.Add(new VestingRow(to.Value, amount.Value, label, row.Position));
        }

        return rows;
    }

    private ListSpec? VestingList(Section section)
    {
        if (!section.TryGet("from", false, out YamlNode? node))
        {
            if (section.Has("unit"))
                section.Add(new Fault("launch.vesting-recipients", "unit is of a list, and there is none.", section.PathOf("unit"), "Name the list with 'from', or remove unit."), "unit");
            return null;
        }

        ListSpec? spec = node is YamlMapping mapping ? ListGroup(new Section(context, mapping, section.PathOf("from"), ListKeys)) : ListPath(section, "from");
        ListUnit unit = section.Choice("unit", Units, ListUnit.Tokens);
        // One account may have several schedules: rows that differ are no mistake here.
        return spec is null ? null : spec with { Unit = unit, UnitIsDefault = !section.Has("unit"), Allow = Lists.AllowedRows.Duplicates, Position = section.At("from") };
    }

    /// <summary>Faults of amounts that do not fit the terms.</summary>
    private void CheckCurves(Section section, VestingTerms terms, List<VestingRow> rows)
    {
        foreach (VestingRow row in rows)
        {
            if (terms.CurveOf(row.Amount.BaseUnits, section.Path) is { IsOk: false } wrong)
                AddAll(wrong.Faults, row.Position);
        }
    }
}
