using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>address[,maxClaimable[,price,currencyAddress]]</c>: how much each account may claim at which price.</summary>
/// <remarks>A blank <c>maxClaimable</c> leaves the limit to the claim phase. A snapshot without rows is refused: read as "no allowlist" it would let everybody in.</remarks>
internal sealed class SnapshotCsv(FormatInput input) : CsvFormatReader(input)
{
    private const int Account = 0;
    private const int Most = 1;
    private const int Price = 2;
    private const int Currency = 3;

    protected override string[] Known => ["address", "maxClaimable", "price", "currencyAddress"];

    protected override int[] Needed => [Account];

    protected override Fault? CheckHeader(CsvColumns columns) => columns.Has(Currency) && !columns.Has(Price)
        ? new Fault("list.columns", "The column currencyAddress stands without price.", null, "Add the price, or remove the currency.")
        : null;

    protected override void ReadRow(in CsvRow row)
    {
        bool ok = row.TryAddress(Account, out Address account);
        QuantityKind kind = row[Most].IsEmpty ? QuantityKind.Unstated : Ascii.EqualsIgnoreCase(row[Most], "unlimited"u8) ? QuantityKind.Unlimited : QuantityKind.Amount;
        UInt256 amount = default;
        ok &= kind != QuantityKind.Amount || row.TryAmount(Most, Input.Options.Decimals, out amount);
        ok &= TryTerms(row, out EntryTerms? terms);
        if (ok)
            Input.Add(new ListEntry { Account = account, Amount = amount, Quantity = kind, Terms = terms, Row = row.Number }, row.Number, PlaceOf);
    }

    private static bool TryTerms(in CsvRow row, out EntryTerms? terms)
    {
        terms = null;
        ReadOnlySpan<byte> price = row[Price];
        bool hasCurrency = !row[Currency].IsEmpty;
        if (price.IsEmpty && !hasCurrency)
            return true;
        if (price.IsEmpty)
        {
            row.Fault(Price, new Fault("list.empty-amount", "A currency is named, but no price.", null, "Write the price, or remove the currency."));
            return false;
        }

        Address currency = default;
        byte decimals = PriceText.DecimalsOf(price);
        bool ok = row.TryAmount(Price, decimals, out UInt256 units) & (!hasCurrency || row.TryAddress(Currency, out currency));
        terms = new EntryTerms { Price = PriceText.Shortest(new Amount(units, decimals)), Currency = hasCurrency ? currency : null };
        return ok;
    }
}
