using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Tests.Launch;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

public sealed class TreeKindTests
{
    private static readonly TreeDescription Packed = TreeKind.Packed.Description;

    [Fact]
    public void Every_named_kind_can_be_described_and_is_known_again()
    {
        IEnumerable<TreeKind> kinds = [.. TreeKind.All, TreeKind.Sharded(1), TreeKind.Sharded(4), TreeKind.SafeVesting(new ChainId(1), RealLists.AddressOf(7))];
        foreach (TreeKind kind in kinds)
        {
            TreeKind again = DescriptionText.Read(System.Text.Encoding.UTF8.GetBytes(DescriptionText.Write(kind))).Value;
            Assert.Equal(kind, again);
            Assert.Equal(kind.Name, again.Name);
            Assert.Equal(kind, TreeKind.Parse(kind.Name).Value);
        }

        Assert.Equal(TreeKind.All.Count, TreeKind.All.Distinct().Count());
    }

    [Fact]
    public void The_schema_admits_every_kind_that_is_written_and_what_the_page_shows()
    {
        string docs = Path.Combine(RealLists.RepositoryRoot, "docs");
        var schema = new SchemaValidator(JsonNode.Parse(File.ReadAllText(Path.Combine(docs, "tree-kind.schema.json")))!.AsObject());
        foreach (TreeKind kind in TreeKind.All.Append(TreeKind.SafeVesting(new ChainId(1), RealLists.AddressOf(7))))
            Assert.Null(schema.Validate(JsonNode.Parse(DescriptionText.Write(kind))));
        string page = File.ReadAllText(Path.Combine(docs, "trees.md"));
        int start = page.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        string shown = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Null(schema.Validate(JsonNode.Parse(shown)));
        Assert.Equal("rewards-2026", DescriptionText.Read(System.Text.Encoding.UTF8.GetBytes(shown)).Value.Name);
        Assert.NotNull(schema.Validate(JsonNode.Parse("{}")));
        Assert.All(TreeKind.All, k => Assert.Contains($"| `{(k.Nybbles > 0 ? "sharded:N" : k.Name)}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_kinds_that_the_drop_contract_verifies_are_claimable() =>
        Assert.Equal(["standard", "packed", "sharded:2"], TreeKind.All.Where(k => k.IsClaimable).Select(k => k.Name));

    [Theory]
    [InlineData("uint256 account")]
    [InlineData("address amount")]
    [InlineData("string reason")]
    [InlineData("uint7 x")]
    [InlineData("uint264 x")]
    [InlineData("bytes33 x")]
    [InlineData("address")]
    [InlineData("address 1x")]
    [InlineData("uint8 x = 256")]
    [InlineData("int8 x = -129")]
    [InlineData("bool x = 2")]
    public void Refuses_fields_that_are_none(string text) => Assert.False(LeafField.TryParse(text, out _));

    [Theory]
    [InlineData("int8 x = -128", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80")]
    [InlineData("int256 x = -57896044618658097711785492504343953926634992332820282019728792003956564819968", "0x8000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("uint8 x = 255", "0x00000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("bool x = true", "0x0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("bytes4 x = 0x01020304", "0x0102030400000000000000000000000000000000000000000000000000000000")]
    public void Constants_are_words(string text, string word)
    {
        Assert.True(LeafField.TryParse(text, out LeafField? field));
        Assert.Equal(word, field.Constant.ToString());
        Assert.True(LeafField.TryParse(field.ToString(), out LeafField? again));
        Assert.Equal(field, again);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{}", "format is missing")]
    [InlineData("""{"format":"bursar-tree-kind-v2"}""", "format is not")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leafs":1}""", "Did you mean leaf?")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"packed","fields":["address account"]}}""", "order is missing")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"odd","fields":["address account"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "leaf.encoding is not")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"abi","fields":["string name"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "leaf.fields[0] is not")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"abi","fields":["uint8 x = 1"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "no column")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"abi","hashes":3,"fields":["address account"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "leaf.hashes is not")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"abi","fields":["address account"]},"order":"index","odd":"promote","padding":"none","pairs":"sorted"}""", "order by index")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"abi","fields":["address account"]},"order":"hash","odd":"promote","padding":"power-of-two","pairs":"sorted","shards":2}""", "shards")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"ready","fields":["uint256 x"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "ready leaf")]
    [InlineData("""{"format":"bursar-tree-kind-v1","leaf":{"encoding":"typed-data","fields":["uint256 x"]},"order":"hash","odd":"promote","padding":"none","pairs":"sorted"}""", "type name")]
    [InlineData("""{"format":"bursar-tree-kind-v1","name":"\ud800","leaf":{}}""", "JSON")]
    public void Refuses_descriptions_that_are_none(string text, string why)
    {
        Fault fault = Assert.Single(DescriptionText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Faults);
        Assert.Equal("tree.bad-description", fault.Code);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_that_differ_from_those_of_the_kind_are_refused_by_row()
    {
        TreeTable table = Table([(1, 0, 10), (2, 2, 20), (3, 1, 30)]);
        Fault[] faults = [.. Build(TreeKind.Uniswap, table).Faults];
        Assert.Equal([("tree.index-differs", "row 2"), ("tree.index-differs", "row 3")], faults.Select(f => (f.Code, f.Field!)));
        Assert.Equal(["row 2", "row 3"], Build(TreeKind.Sablier, table).Faults.Select(f => f.Field!));
        Assert.True(Build(TreeKind.Indexed, table).IsOk);
        Assert.Equal("tree.missing-column", Assert.Single(MerkleTree.Build(TreeKind.Indexed, [RealLists.Row(1, 1)], TestContext.Current.CancellationToken).Faults).Code);
        Assert.Equal("tree.repeated-index", Assert.Single(Build(TreeKind.Indexed, Table([(1, 0, 10), (2, 0, 20)])).Faults).Code);
    }

    [Fact]
    public void Ranks_by_checksum_need_one_row_for_each_account()
    {
        Result<MerkleTree> tree = MerkleTree.Build(TreeKind.Uniswap, [RealLists.Row(1, 1), RealLists.Row(2, 1), RealLists.Row(1, 2)], TestContext.Current.CancellationToken);
        Assert.Equal("tree.repeated-account", Assert.Single(tree.Faults).Code);
    }

    [Fact]
    public void Upper_case_letters_rank_before_lower_case_ones()
    {
        // Uniswap's index is the rank among checksummed texts: 0xA… stands before 0xa….
        string[] accounts = [.. Enumerable.Range(0, 3_000).Select(i => new Address(Evm.Crypto.Keccak256.Hash(BitConverter.GetBytes(i)).Span[..20]).ToString())];
        MerkleTree tree = MerkleTree.Build(TreeKind.Uniswap, [.. accounts.Select(a => new RecipientRow(Address.Parse(a), UInt256.One))], TestContext.Current.CancellationToken).Value;
        string[] sorted = [.. accounts.Order(StringComparer.Ordinal)];
        Assert.NotEqual(sorted, accounts.Order(StringComparer.OrdinalIgnoreCase));
        for (int i = 0; i < accounts.Length; i++)
            Assert.Equal((UInt256)Array.IndexOf(sorted, accounts[i]), tree.IndexOf(i));
    }

    [Fact]
    public void Values_must_fit_their_types()
    {
        TreeKind small = TreeKind.Describe(Packed with { Leaf = Packed.Leaf with { Fields = [Packed.Leaf.Fields[0], Field("uint8 amount")] } }).Value;
        Result<MerkleTree> tree = MerkleTree.Build(small, [RealLists.Row(1, 255), RealLists.Row(2, 256)], TestContext.Current.CancellationToken);
        Fault fault = Assert.Single(tree.Faults);
        Assert.Equal(("tree.value-range", "row 2"), (fault.Code, fault.Field));
    }

    [Fact]
    public void Equal_leaves_are_refused_kept_or_taken_once_as_the_kind_says()
    {
        Hash32[] leaves = [.. new[] { 3UL, 1UL, 3UL, 2UL, 1UL }.Select(n => Evm.Crypto.Keccak256.Hash(BitConverter.GetBytes(n)))];
        TreeTable table = TreeTable.OfLeaves(leaves);
        TreeDescription simple = TreeKind.Simple.Description with { Odd = OddRule.Promote };
        MerkleTree Of(EqualLeaves rule) => Build(TreeKind.Describe(simple with { Equal = rule }).Value, table).Value;
        Assert.Equal(["tree.equal-rows", "tree.equal-rows"], Build(TreeKind.Describe(simple with { Equal = EqualLeaves.Refuse }).Value, table).Faults.Select(f => f.Code));
        MerkleTree once = Of(EqualLeaves.Once);
        Assert.Equal(Build(TreeKind.Describe(simple).Value, TreeTable.OfLeaves(leaves.Distinct())).Value.Root, once.Root);
        MerkleTree kept = Of(EqualLeaves.Keep);
        Assert.NotEqual(once.Root, kept.Root);
        foreach (MerkleTree tree in new[] { once, kept })
        {
            for (int i = 0; i < leaves.Length; i++)
                Assert.Equal((leaves[i], tree.Root), (tree.LeafOf(i), MerkleProof.Root(leaves[i], tree.GetProof(i))));
        }
    }

    [Fact]
    public void Positional_proofs_need_their_sides()
    {
        int seed = Seeds.Next("TreeKindTests");
        foreach (OddRule odd in Enum.GetValues<OddRule>())
        {
            foreach (LeafPadding padding in Enum.GetValues<LeafPadding>())
            {
                TreeKind kind = TreeKind.Describe(Packed with { Pairs = PairOrder.Positional, Odd = odd, Padding = padding, Order = LeafOrdering.File }).Value;
                foreach (int count in new[] { 1, 2, 3, 6, 7, 13, 100 })
                {
                    RecipientRow[] rows = RandomRows.Make(new Random(seed), count);
                    MerkleTree tree = MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value;
                    for (int i = 0; i < count; i++)
                    {
                        string where = $"seed {seed}, {odd}, {padding}, {count} rows, row {i}";
                        Hash32[] proof = tree.GetProof(i, out UInt256 position);
                        Assert.True(MerkleProof.Root(MerkleProof.Leaf(kind, rows[i]), proof, position) == tree.Root, where);
                        Assert.True(position.BitLength == proof.Length + 1, where);
                        if (proof.Length > 0)
                            Assert.True(MerkleProof.Root(tree.LeafOf(i), proof, position + position) is null, where);
                    }
                }
            }
        }
    }

    private static LeafField Field(string text) => LeafField.TryParse(text, out LeafField? field) ? field : throw new FormatException(text);

    private static TreeTable Table((ulong Account, ulong Index, ulong Amount)[] rows) => TreeTable.Of(
        rows.Select(r => RealLists.Row(r.Account, r.Amount)),
        [new TreeColumn(LeafField.Index, LeafType.OfNumber, rows.Select(r => new Hash32(((UInt256)r.Index).ToBigEndian())))]);

    private static Result<MerkleTree> Build(TreeKind kind, TreeTable table) => MerkleTree.Build(kind, table, TestContext.Current.CancellationToken);
}
