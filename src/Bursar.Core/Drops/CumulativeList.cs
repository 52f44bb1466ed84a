using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>A list of a recurring programme: what each account has earned of each token since the beginning, and the tree over it.</summary>
/// <remarks>Rows stand in canonical order: by account, then by token. A leaf is the double hash of (account, token, amount), as OpenZeppelin's
/// <c>StandardMerkleTree</c> encodes a row of (address, address, uint256). Immutable.</remarks>
public sealed class CumulativeList
{
    private const string Header = "account,token,cumulative_amount\n";
    private const string TokenColumn = "token";

    private readonly Dictionary<(Address Account, Address Token), int> _places;

    private CumulativeList(MerkleTree tree, CumulativeRow[] rows, Dictionary<(Address, Address), int> places, IReadOnlyList<TokenTotal> totals)
    {
        Tree = tree;
        Rows = rows;
        _places = places;
        Totals = totals;
        using var text = new MemoryStream();
        WriteCanonical(text);
        Hash = Keccak256.Hash(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    /// <summary>How rows become a root.</summary>
    public static TreeKind Kind { get; } = TreeKind.Describe(
        new TreeDescription
        {
            Leaf = new LeafEncoding
            {
                Form = LeafForm.Abi,
                Hashes = 2,
                Fields = [new LeafField(LeafField.Account, LeafType.OfAddress), new LeafField(TokenColumn, LeafType.OfAddress), new LeafField(LeafField.Amount, LeafType.OfNumber)],
            },
            Odd = OddRule.Complete,
        }, "cumulative").Value;

    /// <summary>The tree; its rows are those of <see cref="Rows"/>.</summary>
    public MerkleTree Tree { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<CumulativeRow> Rows { get; }

    /// <summary>For each token the sum of its rows, in ascending order of tokens.</summary>
    public IReadOnlyList<TokenTotal> Totals { get; }

    /// <summary>The root.</summary>
    public Hash32 Root => Tree.Root;

    /// <summary>Keccak-256 of the canonical text.</summary>
    public Hash32 Hash { get; }

    /// <summary>The file that the rows came from; null when they came from code.</summary>
    public string? FileName => Tree.Table.FileName;

    /// <summary>Reads a list: CSV with account, token and cumulative amount, or Merkl's files.</summary>
    /// <param name="source">The file; it must be seekable.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The list, or every fault with row and column.</returns>
    public static Result<CumulativeList> Read(Stream source, ListReadOptions options, CancellationToken cancellationToken = default) =>
        TreeInputReader.Read(source, Kind, options, cancellationToken).TryGet(out TreeInput? input, out IReadOnlyList<Fault> faults)
            ? Create(input.Table, cancellationToken)
            : Result<CumulativeList>.Fail(faults);

    /// <summary>Makes a list from rows in any order.</summary>
    /// <returns>The list, or a fault for each row that is not allowed.</returns>
    public static Result<CumulativeList> Create(IEnumerable<CumulativeRow> rows, CancellationToken cancellationToken = default)
    {
        CumulativeRow[] given = [.. rows];
        return Create(TreeTable.Of(given.Select(r => new RecipientRow(r.Account, r.Amount)), [new TreeColumn(TokenColumn, LeafType.OfAddress, given.Select(r => Word(r.Token)))]), cancellationToken);
    }

    private static Result<CumulativeList> Create(TreeTable table, CancellationToken cancellationToken)
    {
        if (table.Find(TokenColumn) is not { } tokens)
            return new Fault("programme.no-token", "The list does not say which token its rows are of.", "token", "Add a column token with the token's address in each row.") { File = table.FileName };
        var rows = new CumulativeRow[table.Count];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = new CumulativeRow(table.Rows[i].Account, new Address(tokens[i].Span[12..]), table.Rows[i].Amount);
        if (Check(table, rows) is { Count: > 0 } faults)
            return Result<CumulativeList>.Fail(faults);

        int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(i => rows[i].Account).ThenBy(i => rows[i].Token)];
        CumulativeRow[] sorted = Array.ConvertAll(order, i => rows[i]);
        var own = TreeTable.Of(
            sorted.Select(r => new RecipientRow(r.Account, r.Amount)), [new TreeColumn(TokenColumn, LeafType.OfAddress, sorted.Select(r => Word(r.Token)))],
            Array.ConvertAll(order, table.LineOf), table.FileName);
        if (!MerkleTree.Build(Kind, own, cancellationToken).TryGet(out MerkleTree? tree, out IReadOnlyList<Fault> found))
            return Result<CumulativeList>.Fail(found);
        var places = new Dictionary<(Address, Address), int>(sorted.Length);
        var totals = new SortedDictionary<Address, UInt256>();
        for (int i = 0; i < sorted.Length; i++)
        {
            places[(sorted[i].Account, sorted[i].Token)] = i;
            totals[sorted[i].Token] = totals.GetValueOrDefault(sorted[i].Token) + sorted[i].Amount;
        }

        return new CumulativeList(tree, sorted, places, [.. totals.Select(t => new TokenTotal(t.Key, t.Value))]);
    }

    /// <summary>The rows of an account.</summary>
    public IEnumerable<int> RowsOf(Address account) => Totals.Select(t => _places.GetValueOrDefault((account, t.Token), -1)).Where(i => i >= 0);

    /// <summary>All that the list gives an account of a token; zero when it gives nothing.</summary>
    public UInt256 AmountOf(Address account, Address token) => _places.TryGetValue((account, token), out int row) ? Rows[row].Amount : UInt256.Zero;

    /// <summary>What stands against this list becoming the next one: amounts that fell, rows that went, totals above the escrow. All of it.</summary>
    /// <param name="before">The active list; null when there is none.</param>
    /// <param name="escrow">What was paid in, by token.</param>
    public IReadOnlyList<Fault> Problems(CumulativeList? before, IReadOnlyDictionary<Address, UInt256> escrow)
    {
        var faults = new FaultLog(FileName, MaxFaults);
        foreach (CumulativeRow row in before?.Rows ?? [])
        {
            if (!_places.TryGetValue((row.Account, row.Token), out int place))
            {
                faults.Add(new Fault("programme.row-lost", $"{row.Account} has earned {row.Amount} of {row.Token} by the active list and has no row in this one.", "column account",
                    "A list says what was earned since the beginning: keep every row."));
            }
            else if (Rows[place].Amount < row.Amount)
            {
                faults.Add(new Fault("programme.amount-fell", $"{row.Account} has earned {row.Amount} of {row.Token} by the active list and only {Rows[place].Amount} by this one.",
                    Where(Tree.Table, place, "amount"), "Amounts add up since the beginning: they never fall.")
                { Line = Tree.Table.LineOf(place) });
            }
        }

        foreach (TokenTotal total in Totals)
        {
            if (total.Amount > escrow.GetValueOrDefault(total.Token))
            {
                faults.Add(new Fault("programme.above-escrow", $"The list gives {total.Amount} of {total.Token}; {escrow.GetValueOrDefault(total.Token)} were paid in.", "column amount",
                    "Pay more in with 'bursar programme fund', or give less."));
            }
        }

        return faults.Count > 0 ? faults.Finish() : [];
    }

    /// <summary>Writes the canonical text: a header, then one line a row with addresses in lower case and the amount in decimal base units; line feeds only.</summary>
    public void WriteCanonical(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(Encoding.ASCII.GetBytes(Header));
        foreach (CumulativeRow row in Rows)
            destination.Write(Encoding.ASCII.GetBytes($"{row.Account.ToLowerHex()},{row.Token.ToLowerHex()},{row.Amount}\n"));
    }

    private const int MaxFaults = 1_000;

    private static IReadOnlyList<Fault> Check(TreeTable table, CumulativeRow[] rows)
    {
        var log = new FaultLog(table.FileName, MaxFaults);
        var seen = new Dictionary<(Address, Address), int>(rows.Length);
        var sums = new Dictionary<Address, UInt256>();
        for (int i = 0; i < rows.Length; i++)
        {
            (Address account, Address token, UInt256 amount) = rows[i];
            if (account.IsZero || token.IsZero)
                log.Add(new Fault("programme.zero-address", "The zero address can neither claim nor be a token.", Where(table, i, account.IsZero ? "account" : "token"), "Take the row out.") { Line = table.LineOf(i) });
            if (amount.IsZero)
                log.Add(new Fault("programme.zero-amount", $"{account} has earned nothing of {token}.", Where(table, i, "amount"), "Take the row out.") { Line = table.LineOf(i) });
            if (!seen.TryAdd((account, token), i))
            {
                log.Add(new Fault("programme.row-twice", $"{account} already has a row of {token}, row {Number(table, seen[(account, token)])}.", Where(table, i, "account"), "Add the two amounts up in one row.")
                { Line = table.LineOf(i) });
            }

            if (UInt256.TryAdd(sums.GetValueOrDefault(token), amount, out UInt256 sum))
                sums[token] = sum;
            else
                log.Add(new Fault("programme.total-overflow", $"With this row the sum of {token} is above 2^256 − 1.", Where(table, i, "amount"), "Check the unit of the amounts.") { Line = table.LineOf(i) });
        }

        return log.Count > 0 ? log.Finish() : [];
    }

    private static int Number(TreeTable table, int row) => table.LineOf(row) is > 0 and int line ? line : row + 1;

    private static string Where(TreeTable table, int row, string column) => $"row {Number(table, row)}, column {column}";

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
