using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>address[,quantity]</c>: a blank quantity is 1.</summary>
internal sealed class ThirdwebCsv(FormatInput input) : CsvFormatReader(input)
{
    private const int Account = 0;
    private const int Quantity = 1;

    protected override string[] Known => ["address", "quantity"];

    protected override int[] Needed => [Account];

    protected override void ReadRow(in CsvRow row)
    {
        UInt256 amount = UInt256.PowerOfTen(Input.Options.Decimals ?? 0);
        bool ok = row.TryAddress(Account, out Address account) & (row[Quantity].IsEmpty || row.TryAmount(Quantity, Input.Options.Decimals, out amount));
        if (ok)
            Input.Add(new ListEntry { Account = account, Amount = amount, Row = row.Number }, row.Number, PlaceOf);
    }
}
