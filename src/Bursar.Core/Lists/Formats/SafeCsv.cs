using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Safe's CSV airdrop: <c>token_type,token_address,receiver,amount,id</c>, with <c>value</c> as the old name of <c>amount</c>.</summary>
/// <remarks>A missing type is <c>erc20</c>; a blank token is the native coin. Amounts are whole tokens, so that each token's decimals must be known.</remarks>
internal sealed class SafeCsv(FormatInput input) : CsvFormatReader(input)
{
    private const int Type = 0;
    private const int Token = 1;
    private const int Receiver = 2;
    private const int Quantity = 3;
    private const int Id = 4;
    private const int OldQuantity = 5;

    private readonly ChainPrefixes _prefixes = new(input.Options.Chain);
    private readonly HashSet<Address> _unknown = [];
    private Address? _single;
    private int _quantity = Quantity;
    private byte? _decimals;
    private bool _mixed;

    internal override byte? Decimals => _mixed ? null : _decimals;

    protected override string[] Known => ["token_type", "token_address", "receiver", "amount", "id", "value"];

    protected override int[] Needed => [Receiver];

    protected override Fault? CheckHeader(CsvColumns columns)
    {
        if (columns.Has(Quantity) && columns.Has(OldQuantity))
            return new Fault("list.columns", "The columns amount and value both stand in the header: value is the old name of amount.", null, "Keep one of them.");
        _quantity = columns.Has(OldQuantity) ? OldQuantity : Quantity;
        return columns.Has(_quantity) || columns.Has(Id) ? null : new Fault("list.columns", "The column amount is missing.", null, "Add it; only rows of single collectibles do without.");
    }

    protected override void ReadRow(in CsvRow row)
    {
        bool ok = TryAsset(row, out Asset asset) & TryAddress(row, Receiver, out Address receiver);
        if (!ok)
            return;
        if (!Input.Wants(asset))
        {
            Input.LeaveOut();
            return;
        }

        UInt256 amount = default;
        UInt256? id = null;
        ok = asset.IsFungible ? TryAmount(row, asset, out amount) : TryCollectible(row, asset, out amount, out id);
        if (asset.IsFungible && !row[Id].IsEmpty)
        {
            row.Fault(Id, new Fault("list.unused-cell", $"{CellText.Show(row[Id])} is an id, but the row gives no collectible.", null, "Remove the id, or write nft as the type."));
            return;
        }

        if (ok)
        {
            EntryTerms? terms = id is null ? null : new EntryTerms { TokenId = id };
            Input.Add(new ListEntry { Account = receiver, Amount = amount, Asset = asset, Terms = terms, Row = row.Number }, row.Number, PlaceOf);
        }
    }

    private bool TryAsset(in CsvRow row, out Asset asset)
    {
        asset = default;
        ReadOnlySpan<byte> type = row[Type];
        AssetKind kind;
        if (type.IsEmpty || Ascii.EqualsIgnoreCase(type, "erc20"u8))
            kind = AssetKind.Erc20;
        else if (Ascii.EqualsIgnoreCase(type, "native"u8))
            kind = AssetKind.Native;
        else if (Ascii.EqualsIgnoreCase(type, "nft"u8))
            kind = AssetKind.Collectible;
        else if (Ascii.EqualsIgnoreCase(type, "erc721"u8))
            kind = AssetKind.Erc721;
        else if (Ascii.EqualsIgnoreCase(type, "erc1155"u8))
            kind = AssetKind.Erc1155;
        else
            kind = AssetKind.Unstated;
        if (kind == AssetKind.Unstated)
        {
            row.Fault(Type, new Fault("list.bad-token-type", $"{CellText.Show(type)} is no type of token.", null, "Write erc20, native, nft, erc721 or erc1155."));
            return false;
        }

        bool blank = row[Token].IsEmpty;
        if (kind == AssetKind.Native && !blank)
        {
            row.Fault(Token, new Fault("list.token-type-mismatch", $"The row gives the native coin, but names the token {CellText.Show(row[Token])}.", null, "Leave the token blank, or write erc20 as the type."));
            return false;
        }

        if (blank && kind is AssetKind.Native or AssetKind.Erc20)
        {
            // Without a type column a blank token is the native coin; "erc20" spelled out beside it is a slip.
            if (blank && !type.IsEmpty && kind == AssetKind.Erc20)
            {
                row.Fault(Token, new Fault("list.token-type-mismatch", "The row says erc20, but names no token.", null, "Write the token's address, or native as the type."));
                return false;
            }

            asset = Asset.Native;
            return true;
        }

        if (!TryAddress(row, Token, out Address token))
            return false;
        if (token.IsZero)
        {
            row.Fault(Token, new Fault("list.zero-token", "The token is the zero address, where no token is.", null, "Leave the cell blank for the native coin."));
            return false;
        }

        asset = new Asset(kind, token);
        return true;
    }

    private bool TryAddress(in CsvRow row, int column, out Address address)
    {
        ReadOnlySpan<byte> cell = row[column];
        if (_prefixes.Take(ref cell, row.Place(column)) is { } fault)
        {
            row.Fault(column, fault);
            address = default;
            return false;
        }

        if (AddressCell.TryRead(cell, out address))
            return true;
        row.Fault(column, AddressCell.Explain(cell, row.Place(column)));
        return false;
    }

    private bool TryAmount(in CsvRow row, Asset asset, out UInt256 amount)
    {
        if (DecimalsOf(row, asset) is { } decimals)
            return row.TryAmount(_quantity, decimals, out amount);
        amount = default;
        return false;
    }

    private byte? DecimalsOf(in CsvRow row, Asset asset)
    {
        byte? decimals = asset.Kind == AssetKind.Native ? Asset.NativeDecimals
            : Input.Options.TokenDecimals.TryGetValue(asset.Token, out byte own) ? own
            : (_single ??= asset.Token) == asset.Token ? Input.Options.Decimals : null;
        if (decimals is null && _unknown.Add(asset.Token))
        {
            row.Fault(Token, new Fault("list.unit-needed", $"Amounts here are whole tokens, and the decimals of {asset} are not known.", null, $"Name them: --token-decimals {asset}=18 (the number that the token's decimals() answers)."));
        }

        _mixed |= decimals is not null && _decimals is not null && decimals != _decimals;
        _decimals ??= decimals;
        return decimals;
    }

    private bool TryCollectible(in CsvRow row, Asset asset, out UInt256 amount, out UInt256? id)
    {
        id = null;
        amount = UInt256.One;
        if (row[Id].IsEmpty)
        {
            row.Fault(Id, new Fault("list.empty-id", "The collectible has no id.", null, "Write its id."));
            return false;
        }

        bool ok = row.TryAmount(Id, null, out UInt256 number);
        id = number;
        if (row[_quantity].IsEmpty)
        {
            if (asset.Kind != AssetKind.Erc1155)
                return ok;
            row.Fault(_quantity, AmountCell.Explain([], null, row.Place(_quantity)));
            return false;
        }

        ok &= row.TryAmount(_quantity, null, out amount);
        if (ok && asset.Kind == AssetKind.Erc721 && amount != UInt256.One)
        {
            row.Fault(_quantity, new Fault("list.bad-number", $"An ERC-721 collectible exists once, not {amount} times.", null, "Leave the amount blank, or write 1."));
            return false;
        }

        return ok;
    }
}
