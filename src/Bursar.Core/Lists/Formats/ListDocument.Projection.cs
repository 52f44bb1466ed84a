using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

public sealed partial class ListDocument
{
    private const int MostShown = 8;

    /// <summary>The list as accounts and amounts of one token, which trees, drops and payouts take.</summary>
    /// <remarks>Merkl's reasons are summed. Everything that would change who gets what is refused: several tokens, collectibles, rows without an
    /// amount, schedules and prices that are not named in <see cref="ListReadOptions.Lose"/>, and another token than the expected one.</remarks>
    public Result<RecipientList> ToRecipientList(ListReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_plain is not null)
            return _plain;
        var log = new FaultLog(FileName, options.MaxFaults);
        CheckAssets(options, log);
        ListFields risky = Fields & (ListFields.Id | ListFields.Price | ListFields.Currency | ListFields.Schedule) & ~options.Lose;
        if (risky != ListFields.None)
        {
            log.AddFatal(new Fault("list.would-lose", $"The {Format.Name()} list also says: {ListFieldsText.Format(risky)}. Accounts and amounts alone would lose that.",
                null, $"Name what may be lost, as in --drop {ListFieldsText.Format(risky).Replace(" ", "", StringComparison.Ordinal)}."));
        }

        var rows = new RecipientRow[Count];
        int[] lines = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            ListEntry entry = Entries[i];
            if (entry.Quantity != QuantityKind.Amount)
                log.Add(NoAmount(entry));
            rows[i] = new RecipientRow(entry.Account, entry.Amount);
            lines[i] = entry.Row;
        }

        if (log.Count > 0)
            return Result<RecipientList>.Fail(log.Finish());
        RowOrder.Sort(rows, lines);
        if (Format == ListFormat.Merkl)
            Sum(ref rows, ref lines);
        UInt256 total = UInt256.Zero;
        foreach (RecipientRow row in rows)
            total += row.Amount; // the sum of each asset was checked while reading
        return new RecipientList(rows, lines, total, Decimals, FileName);
    }

    private void CheckAssets(ListReadOptions options, FaultLog log)
    {
        Asset[] collectibles = [.. Assets.Where(a => !a.IsFungible)];
        if (collectibles.Length > 0)
        {
            ListEntry first = Entries.First(e => !e.Asset.IsFungible);
            log.AddFatal(new Fault("list.not-fungible", $"{Entries.Count(e => !e.Asset.IsFungible):N0} rows give collectibles, the first of them row {first.Row} ({first.Asset}).",
                $"row {first.Row}", "Take the rows of one token with --token, and give collectibles another way.")
            { Line = Format.IsJson() ? 0 : first.Row });
        }

        Asset[] fungible = [.. Assets.Where(a => a.IsFungible)];
        if (fungible.Length > 1)
        {
            string shown = string.Join(", ", fungible.Take(MostShown)) + (fungible.Length > MostShown ? ", …" : "");
            log.AddFatal(new Fault("list.several-tokens", $"The list has rows of {fungible.Length:N0} tokens: {shown}.", null,
                "Name the one that is meant with --token (in a launch file: list: { file: …, token: … })."));
        }
        else if (fungible.Length == 1 && options.ExpectedToken is { } expected && fungible[0] is { Kind: not AssetKind.Unstated } asset && asset != Asset.Erc20(expected))
        {
            log.AddFatal(new Fault("list.other-token", $"The list is of {asset}, but {expected} would be given.", null, "Check that this is the right list, and the right token."));
        }
    }

    private Fault NoAmount(in ListEntry entry) => new Fault("list.no-amount",
        entry.Quantity == QuantityKind.Unlimited ? $"{entry.Account} has no limit, which is no amount." : $"{entry.Account} has no amount.",
        $"{(Format.IsJson() ? "entry" : "row")} {entry.Row}", "A list that is given out has an amount in every row.")
    { Line = Format.IsJson() ? 0 : entry.Row };

    private static void Sum(ref RecipientRow[] rows, ref int[] lines)
    {
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (count > 0 && rows[count - 1].Account == rows[i].Account)
            {
                rows[count - 1] = new RecipientRow(rows[i].Account, rows[count - 1].Amount + rows[i].Amount);
                lines[count - 1] = Math.Min(lines[count - 1], lines[i]);
                continue;
            }

            rows[count] = rows[i];
            lines[count++] = lines[i];
        }

        Array.Resize(ref rows, count);
        Array.Resize(ref lines, count);
    }
}
