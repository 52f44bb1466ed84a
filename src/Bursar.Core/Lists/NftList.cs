using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>NFTs of one collection and who receives them, checked and in canonical order: by account, then id, then amount.</summary>
/// <remarks>Immutable. It is read from Safe's format, <c>token_type,token_address,receiver,amount,id</c>.</remarks>
public sealed class NftList
{
    private readonly int[] _lines;

    private NftList(NftRow[] rows, int[] lines, string? fileName)
    {
        (Rows, _lines, FileName) = (rows, lines, fileName);
        Hash = Keccak256.Hash(Encoding.ASCII.GetBytes(Canonical()));
    }

    /// <summary>The rows in canonical order, at least one.</summary>
    public IReadOnlyList<NftRow> Rows { get; }

    /// <summary>The file that they came from.</summary>
    public string? FileName { get; }

    /// <summary>Keccak-256 of <see cref="Canonical"/>.</summary>
    public Hash32 Hash { get; }

    /// <summary>Sum of all amounts.</summary>
    public UInt256 Total => Rows.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount);

    /// <summary>Takes the rows of a document, all of which must be of <paramref name="collection"/>.</summary>
    /// <returns>The list, or every fault: rows of something else, an id that would be sent twice.</returns>
    public static Result<NftList> Of(ListDocument document, Address collection, NftStandard standard)
    {
        ArgumentNullException.ThrowIfNull(document);
        var faults = new List<Fault>();
        AssetKind kind = standard == NftStandard.Erc721 ? AssetKind.Erc721 : AssetKind.Erc1155;
        var first = new Dictionary<(Address, UInt256), int>();
        foreach (ListEntry entry in document.Entries)
        {
            if (entry.Asset.IsFungible || entry.Asset.Token != collection || (entry.Asset.Kind != kind && entry.Asset.Kind != AssetKind.Collectible) || entry.Terms?.TokenId is not { } id)
            {
                faults.Add(new Fault("list.other-token", $"The row gives {entry.Asset}, but the payout sends NFTs of {collection} ({(standard == NftStandard.Erc721 ? "erc721" : "erc1155")}).", $"row {entry.Row}",
                    "Keep the rows of each collection and of each token in a list of its own.")
                { File = document.FileName, Line = entry.Row });
            }
            else if (entry.Amount.IsZero)
            {
                faults.Add(new Fault("list.zero-amount", "The amount is 0.", $"row {entry.Row}", "Remove the row.") { File = document.FileName, Line = entry.Row });
            }
            else if (!first.TryAdd((standard == NftStandard.Erc721 ? default : entry.Account, id), entry.Row))
            {
                int before = first[(standard == NftStandard.Erc721 ? default : entry.Account, id)];
                faults.Add(new Fault("list.duplicate-id", standard == NftStandard.Erc721 ? $"The id {id} already stands in row {before}, and it exists once." : $"{entry.Account} already has {id} in row {before}.", $"row {entry.Row}",
                    standard == NftStandard.Erc721 ? "Remove one of the rows." : $"Merge it with row {before}.")
                { File = document.FileName, Line = entry.Row });
            }
        }

        if (faults.Count > 0)
            return Result<NftList>.Fail(faults);
        ListEntry[] entries = [.. document.Entries.OrderBy(e => e.Account).ThenBy(e => e.Terms!.TokenId!.Value).ThenBy(e => e.Amount)];
        return new NftList([.. entries.Select(e => new NftRow(e.Account, e.Terms!.TokenId!.Value, e.Amount))], [.. entries.Select(e => e.Row)], document.FileName);
    }

    /// <summary>The line of the file that row <paramref name="row"/> came from.</summary>
    public int LineOf(int row) => _lines[row];

    /// <summary>The list as text that is equal for any two files that say the same: <c>account,id,amount</c> lines, in lower case.</summary>
    public string Canonical()
    {
        var text = new StringBuilder("address,id,amount\n");
        foreach (NftRow row in Rows)
            text.Append(row.Account.ToLowerHex()).Append(',').Append(row.Id.ToString()).Append(',').Append(row.Amount.ToString()).Append('\n');
        return text.ToString();
    }
}
