using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Writes a list as CSV.</summary>
internal static class CsvOutput
{
    private delegate void RowWriter(StreamWriter text, WritableList list, in ListEntry entry, ulong position);

    internal static void Write(WritableList list, Stream destination, CancellationToken cancellationToken)
    {
        using var text = new StreamWriter(destination, leaveOpen: true) { NewLine = "\n" };
        (string header, RowWriter row) = Shape(list);
        text.WriteLine(header);
        ulong position = 0;
        foreach (ListEntry entry in list.Entries)
        {
            if ((position & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            row(text, list, entry, position++);
        }
    }

    private static (string Header, RowWriter Row) Shape(WritableList list)
    {
        switch (list.Format)
        {
            case ListFormat.Indexed:
                return ("index,account,amount", (text, of, in entry, position) => text.WriteLine($"{entry.Index ?? position},{entry.Account},{Text(of, entry)}"));
            case ListFormat.Safe:
                return ("token_type,token_address,receiver,amount,id", SafeRow);
            case ListFormat.Thirdweb:
                return ("address,quantity", (text, of, in entry, _) => text.WriteLine($"{entry.Account},{Text(of, entry)}"));
            case ListFormat.ThirdwebSnapshot:
                bool currency = list.Entries.Any(e => e.Terms?.Currency is not null);
                bool price = list.Entries.Any(e => e.Terms?.Price is not null);
                return ($"address,maxClaimable{(price ? ",price" : "")}{(currency ? ",currencyAddress" : "")}",
                    (text, of, in entry, _) => text.WriteLine($"{entry.Account},{Text(of, entry)}{(price ? $",{entry.Terms?.Price}" : "")}{(currency ? $",{entry.Terms?.Currency}" : "")}"));
            case ListFormat.MerklCsv:
                return ("user,token,cumulative_amount", (text, _, in entry, _) => text.WriteLine($"{entry.Account},{entry.Asset.Token},{entry.Amount}"));
            case ListFormat.SablierStreams:
                string[] columns = [.. StreamsCsv.ScheduleColumns.Where(c => list.Entries.Any(e => Cell(list, e, c).Length > 0))];
                return ($"address,amount,{string.Join(',', columns)}",
                    (text, of, in entry, _) =>
                    {
                        text.Write($"{entry.Account},{Text(of, entry)}");
                        foreach (string column in columns)
                            text.Write($",{Cell(of, entry, column)}");
                        text.WriteLine();
                    }
                );
            default:
                return ("address,amount", (text, of, in entry, _) => text.WriteLine($"{entry.Account},{Text(of, entry)}"));
        }
    }

    private static void SafeRow(StreamWriter text, WritableList list, in ListEntry entry, ulong position)
    {
        string type = entry.Asset.Kind switch
        {
            AssetKind.Native => "native",
            AssetKind.Erc721 => "erc721",
            AssetKind.Erc1155 => "erc1155",
            AssetKind.Collectible => "nft",
            _ => "erc20",
        };
        string token = entry.Asset.Kind == AssetKind.Native ? "" : entry.Asset.Token.ToString();
        text.WriteLine($"{type},{token},{entry.Account},{Text(list, entry)},{entry.Terms?.TokenId}");
    }

    private static string Text(WritableList list, in ListEntry entry) => entry.Quantity switch
    {
        QuantityKind.Unlimited => "unlimited",
        QuantityKind.Unstated => "",
        _ => Units(entry.Amount, list.DecimalsOf(entry.Asset)),
    };

    private static string Units(UInt256 units, byte? decimals) => new Amount(units, decimals ?? 0).ToString();

    private static string Cell(WritableList list, in ListEntry entry, string column)
    {
        StreamTerms stream = entry.Terms!.Stream!;
        return column switch
        {
            "duration" => stream.Duration?.ToString() ?? "",
            "start" => Time(stream.Start, list.Zone),
            "end" => Time(stream.End, list.Zone),
            "cliffDuration" => stream.CliffDuration?.ToString() ?? "",
            "cliffEnd" => Time(stream.CliffEnd, list.Zone),
            "cliffAmount" => stream.CliffAmount is { } amount ? Units(amount, list.Decimals) : "",
            "months" => $"{stream.Months}",
            "steps" => $"{stream.Steps}",
            "unlock" => stream.Unlock is { } unlock ? Units(unlock, list.Decimals) : "",
            _ => stream.FirstAtStart is { } first ? first ? StreamTime.AtStart : StreamTime.EndOfFirstMonth : "",
        };
    }

    private static string Time(DateTimeOffset? time, TimeSpan zone) => time is { } moment ? StreamTime.Format(moment, zone)! : "";
}
