using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>user,token,cumulative_amount</c>: what each account was given of each token so far, in base units.</summary>
internal sealed class MerklCsv(FormatInput input) : CsvFormatReader(input)
{
    private const int User = 0;
    private const int Token = 1;
    private const int Quantity = 2;

    internal override byte? Decimals => null;

    protected override string[] Known => ["user|account|address|recipient", "token|token_address", "cumulative_amount|cumulativeAmount|amount"];

    protected override int[] Needed => [User, Token, Quantity];

    protected override void ReadRow(in CsvRow row)
    {
        bool ok = row.TryAddress(User, out Address user) & row.TryAddress(Token, out Address token) & row.TryAmount(Quantity, null, out UInt256 amount);
        if (!ok)
            return;
        if (token.IsZero)
            row.Fault(Token, new Fault("list.zero-token", "The token is the zero address, where no token is.", null, "Write the token's address."));
        else if (Input.Wants(Asset.Erc20(token)))
            Input.Add(new ListEntry { Account = user, Amount = amount, Asset = Asset.Erc20(token), Row = row.Number }, row.Number, PlaceOf);
        else
            Input.LeaveOut();
    }
}
