using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>index,account,amount</c>: indices are the positions in a tree, each once.</summary>
internal sealed class IndexedCsv(FormatInput input) : CsvFormatReader(input)
{
    private const int Index = 0;
    private const int Account = 1;
    private const int Quantity = 2;

    private readonly Dictionary<ulong, int> _seen = [];

    protected override string[] Known => ["index", "account|address|recipient|receiver|user|to", "amount|quantity|value"];

    protected override int[] Needed => [Index, Account, Quantity];

    protected override void ReadRow(in CsvRow row)
    {
        bool indexOk = row.TryNumber(Index, 0, int.MaxValue, out ulong index);
        bool ok = row.TryAddress(Account, out Address account) & row.TryAmount(Quantity, Input.Options.Decimals, out UInt256 amount);
        if (indexOk && !_seen.TryAdd(index, row.Number))
            row.Fault(Index, new Fault("list.duplicate-index", $"The index {index} is already that of row {_seen[index]}.", null, "Each row of an indexed tree has its own index."));
        if (indexOk && ok)
            Input.Add(new ListEntry { Account = account, Amount = amount, Index = index, Row = row.Number }, row.Number, PlaceOf);
    }
}
