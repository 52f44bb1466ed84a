using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

public sealed class MerkleTreeTests
{
    public static TheoryData<string> Kinds => ["standard", "packed", "sharded:1", "sharded:2", "sharded:3", "sharded:4"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_proof_verifies_and_every_position_is_distinct(string text)
    {
        TreeKind kind = TreeKind.Parse(text).Value;
        int seed = Seeds.Next("MerkleTreeTests");
        var random = new Random(seed);
        foreach (int count in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100, 257, 1_000, 5_000 })
        {
            RecipientRow[] rows = RandomRows.Make(random, count, repeatAccounts: true);
            MerkleTree tree = MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value;
            var positions = new HashSet<UInt256>();
            for (int i = 0; i < count; i++)
            {
                Hash32[] proof = tree.GetProof(i);
                string where = $"seed {seed}, {kind}, {count} rows, row {i}";
                Assert.True(MerkleProof.Verify(kind, rows[i], proof, tree.Root), where);
                Assert.True(positions.Add(tree.PositionOf(i)), where);
                RecipientRow changed = rows[i] with { Amount = rows[i].Amount + (ulong)random.Next(1, 1_000) };
                Assert.False(MerkleProof.Verify(kind, changed, proof, tree.Root), where);
                byte[] account = rows[i].Account.ToArray();
                account[random.Next(20)] ^= (byte)random.Next(1, 256);
                Assert.False(MerkleProof.Verify(kind, rows[i] with { Account = new Address(account) }, proof, tree.Root), where);
                if (proof.Length > 0)
                    Assert.False(MerkleProof.Verify(kind, rows[i], proof[..^1], tree.Root), where);
            }

            Assert.Equal(count, tree.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_root_does_not_depend_on_the_order_of_rows(string text)
    {
        TreeKind kind = TreeKind.Parse(text).Value;
        int seed = Seeds.Next("MerkleTreeTests");
        var random = new Random(seed);
        RecipientRow[] rows = RandomRows.Make(random, 777);
        Hash32 root = MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value.Root;
        random.Shuffle(rows);
        MerkleTree shuffled = MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value;
        Assert.True(root == shuffled.Root, $"seed {seed}");
        Assert.True(MerkleProof.Verify(kind, rows[5], shuffled.GetProof(5), root), $"seed {seed}");
    }

    [Fact]
    public void Large_trees_hash_the_same_on_several_threads_as_by_the_plain_definition()
    {
        int seed = Seeds.Next("MerkleTreeTests");
        RecipientRow[] rows = RandomRows.Make(new Random(seed), 20_001);
        foreach (TreeKind kind in new[] { TreeKind.Packed, TreeKind.Sharded(1), TreeKind.Standard })
        {
            Hash32 root = MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value.Root;
            Assert.True(root == PlainRoot(kind, rows), $"seed {seed}, {kind}");
        }
    }

    [Fact]
    public void A_tree_of_one_row_is_its_leaf_and_has_position_one()
    {
        RecipientRow row = RealLists.Row(7, 5);
        MerkleTree tree = MerkleTree.Build(TreeKind.Packed, [row], TestContext.Current.CancellationToken).Value;
        Span<byte> packed = stackalloc byte[52];
        row.Account.CopyTo(packed);
        row.Amount.WriteBigEndian(packed[20..]);
        Assert.Equal(Keccak256.Hash(packed), tree.Root);
        Assert.Empty(tree.GetProof(0));
        Assert.Equal(UInt256.One, tree.PositionOf(0));
    }

    [Fact]
    public void Positions_have_a_bit_for_each_node_from_the_leaf_up()
    {
        var low = new Hash32(Enumerable.Repeat((byte)1, 32).ToArray());
        var high = new Hash32(Enumerable.Repeat((byte)255, 32).ToArray());
        var leaf = new Hash32(Enumerable.Repeat((byte)9, 32).ToArray());
        Assert.Equal(0b10UL, MerkleProof.Position(leaf, [high]));
        Assert.Equal(0b11UL, MerkleProof.Position(leaf, [low]));
        Assert.Equal(0b110UL, MerkleProof.Position(leaf, [low, high])); // the pair's hash is below ff…ff
        Assert.Equal(0b101UL, MerkleProof.Position(leaf, [high, Hash32.Zero]));
        UInt256 longest = MerkleProof.Position(leaf, [.. Enumerable.Repeat(Hash32.Zero, 64)]);
        Assert.Equal(new UInt256(ulong.MaxValue, 1, 0, 0), longest);
        Assert.Throws<ArgumentException>(() => MerkleProof.Position(leaf, new Hash32[65]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Refuses_equal_rows_by_their_lines(string text)
    {
        TreeKind kind = TreeKind.Parse(text).Value;
        RecipientList list = ListText.Read(
            $"address,amount\n{ListText.A},5\n{ListText.B},7\n{ListText.A},5\n{ListText.A},6\n{ListText.B},7\n{ListText.A},5\n",
            o => o with { Allow = AllowedRows.Duplicates }).Value;
        Result<MerkleTree> result = MerkleTree.Build(kind, list, TestContext.Current.CancellationToken);
        Assert.Equal([(4L, "tree.equal-rows"), (6L, "tree.equal-rows"), (7L, "tree.equal-rows")], result.Faults.Select(f => (f.Line, f.Code)));
        Assert.StartsWith("row 4 equals row 2:", result.Faults[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("row 6 equals row 3:", result.Faults[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_no_rows_and_sums_beyond_256_bits()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Assert.Equal("tree.empty", MerkleTree.Build(TreeKind.Standard, [], ct).Faults[0].Code);
        RecipientRow[] rows = [new(RealLists.AddressOf(1), UInt256.MaxValue), RealLists.Row(2, 1)];
        Assert.Equal("tree.total-overflow", MerkleTree.Build(TreeKind.Standard, rows, ct).Faults[0].Code);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("packed")]
    [InlineData("sharded:1")]
    [InlineData("sharded:4")]
    public void Kinds_have_a_text(string text) => Assert.Equal(text, TreeKind.Parse(text).Value.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Standard")]
    [InlineData("sharded")]
    [InlineData("sharded:0")]
    [InlineData("sharded:5")]
    [InlineData("sharded:22")]
    [InlineData("Uniswap")]
    [InlineData("safe-vesting")]
    [InlineData("safe-vesting:1:0x12")]
    [InlineData("safe-vesting:x:0x00000000000000000000000000000000000000A1")]
    public void Other_texts_are_no_kinds(string text) => Assert.Equal("tree.unknown-kind", TreeKind.Parse(text).Faults[0].Code);

    // The definitions, one sentence each, without any care for speed.
    private static Hash32 PlainRoot(TreeKind kind, RecipientRow[] rows)
    {
        if (kind.Nybbles > 0)
        {
            return Joined(rows.GroupBy(r => r.Account.ToLowerHex().Substring(2, kind.Nybbles), StringComparer.Ordinal)
                .Select(shard => Joined(shard.Select(r => MerkleProof.Leaf(kind, r)))));
        }

        Hash32[] leaves = [.. rows.Select(r => MerkleProof.Leaf(kind, r)).Order()];
        return kind == TreeKind.Packed ? Joined(leaves) : Heap(0);

        Hash32 Heap(int node) => node >= leaves.Length - 1
            ? leaves[(2 * leaves.Length) - 2 - node]
            : MerkleProof.Pair(Heap((2 * node) + 1), Heap((2 * node) + 2));
    }

    private static Hash32 Joined(IEnumerable<Hash32> nodes)
    {
        Hash32[] level = [.. nodes.Order()];
        while (level.Length > 1)
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? MerkleProof.Pair(pair[0], pair[1]) : pair[0])];
        return level[0];
    }
}
