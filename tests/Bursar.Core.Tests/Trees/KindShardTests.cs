using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Proof shards and tables of kinds whose leaves have more than an account and an amount.</summary>
public sealed class KindShardTests
{
    public static TheoryData<string> Kinds => ["uniswap", "sablier", "merkl", "morpho", "stake-dao", "rocket-pool", "safe-vesting:1:0x00000000000000000000000000000000000000A1", "positional"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_row_is_found_with_its_columns_and_the_whole_is_checked(string name)
    {
        (MerkleTree tree, Dictionary<string, byte[]> files) = Make(name);
        ProofShards shards = ProofShards.Open(Open(files)).Value;
        Assert.Equal(tree.Kind, shards.Kind);
        for (int row = 0; row < tree.Count; row++)
        {
            ProofEntry entry = shards.Find(tree.Rows[row].Account).Value.Single(e => e.Proof.SequenceEqual(tree.GetProof(row)));
            Assert.Equal((tree.Kind.Description.Leaf.HasAmount ? tree.Rows[row].Amount : UInt256.Zero, tree.PositionOf(row)), (entry.Row.Amount, entry.Position));
            foreach (KeyValuePair<string, string> column in entry.Columns)
                Assert.Equal(column.Key == "index" ? tree.IndexOf(row)!.Value.ToString() : tree.Table.Find(column.Key)!.Show(row), column.Value);
        }

        Assert.Equal(tree.Root, ProofShardChecker.Check(Open(files), Cancel).Value.Root);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_table_that_was_written_gives_the_same_root(string name)
    {
        (MerkleTree tree, _) = Make(name);
        using var csv = new MemoryStream();
        TableWriter.Write(tree, csv);
        csv.Position = 0;
        var options = new ListReadOptions { FileName = "rows.csv", UnitIsDefault = true, Allow = AllowedRows.Duplicates };
        TreeInput input = TreeInputReader.Read(csv, tree.Kind, options, Cancel).Value;
        Assert.Equal(tree.Root, TreeChoice.Build(input, null, Cancel).Value.Root);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_column_or_a_lost_row_is_noticed(string name)
    {
        (MerkleTree tree, Dictionary<string, byte[]> files) = Make(name);
        (string file, byte[] bytes) = files.First(f => f.Key != "root.json" && f.Value.Length > 100);
        string text = Encoding.UTF8.GetString(bytes);
        int at = text.IndexOf("\"0x", StringComparison.Ordinal);
        int end = text.IndexOf("\n\"0x", at, StringComparison.Ordinal) is int next && next > 0 ? next : text.Length - 3;
        foreach (LeafField field in tree.Kind.Description.Leaf.Fields.Where(f => f.Constant is null && f.Name is not ("account" or "token") && f.Type != LeafType.OfAddress))
        {
            int value = text.IndexOf($"\"{field.Name}\":\"", at, StringComparison.Ordinal) + field.Name.Length + 4;
            files[file] = Encoding.UTF8.GetBytes(text[..value] + "1" + text[value..]);
            Assert.False(ProofShardChecker.Check(Open(files), Cancel).IsOk, field.Name);
        }

        files[file] = Encoding.UTF8.GetBytes("{\"proof\":[],\"entries\":{" + text[(end + (end == text.Length - 3 ? 0 : 1))..]);
        Fault fault = Assert.Single(ProofShardChecker.Check(Open(files), Cancel).Faults);
        Assert.Equal("tree.shard-mismatch", fault.Code);
    }

    private static Func<string, Stream?> Open(Dictionary<string, byte[]> files) => name => files.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes) : null;

    private static (MerkleTree Tree, Dictionary<string, byte[]> Files) Make(string name)
    {
        TreeKind kind = name == "positional"
            ? TreeKind.Describe(TreeKind.StakeDao.Description with { Pairs = PairOrder.Positional, Odd = OddRule.Duplicate }, name).Value
            : TreeKind.Parse(name).Value;
        var random = new Random(5);
        RecipientRow[] rows = [.. RandomRows.Make(random, 60).Select(r => r with { Amount = new UInt256(r.Amount.ToBigEndian().AsSpan(20)) + UInt256.One })];
        LeafEncoding leaf = kind.Description.Leaf;
        TreeColumn[] columns = [.. leaf.Fields.Where(f => f.Constant is null && f.Name is not ("account" or "amount" or "index")).Select(f => new TreeColumn(f.Name, f.Type, rows.Select(_ => Word(random, f.Type))))];
        MerkleTree tree = MerkleTree.Build(kind, TreeTable.Of(rows, columns), Cancel).Value;
        var files = new Dictionary<string, byte[]>();
        ProofShardWriter.Write(tree, file => new KeptStream(bytes => files.Add(file, bytes)), new ProofShardOptions { Nybbles = 1 }, Cancel);
        return (tree, files);
    }

    private static Hash32 Word(Random random, LeafType type)
    {
        byte[] word = new byte[32];
        random.NextBytes(word.AsSpan(32 - type.Width));
        return new Hash32(word);
    }
}
