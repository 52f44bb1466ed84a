using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

public sealed class SubRootTableTests
{
    [Theory]
    [InlineData("standard", 64, 64)]
    [InlineData("standard", 65, 64)]
    [InlineData("standard", 100, 32)]
    [InlineData("standard", 2_000, 512)]
    [InlineData("standard", 2, 2)]
    [InlineData("packed", 64, 16)]
    [InlineData("packed", 63, 16)]
    [InlineData("packed", 33, 2)]
    [InlineData("sharded:1", 500, 16)]
    public void Every_row_is_proven_by_the_sub_root_that_its_shortened_proof_names(string kind, int rows, int count)
    {
        MerkleTree tree = Tree(kind, rows);
        Hash32[]? table = SubRootTable.Of(tree, count);
        Assert.NotNull(table);
        Assert.Equal(count, table.Distinct().Count());
        for (int row = 0; row < rows; row++)
        {
            Hash32[] proof = tree.GetProof(row, out UInt256 position);
            IReadOnlyList<Hash32> shorter = SubRootTable.Shorten(proof, position, count);
            Assert.Equal(proof.Length - System.Numerics.BitOperations.Log2((uint)count) + 1, shorter.Count);
            int number = (int)new UInt256(shorter[^1].Span);
            Assert.Equal(table[number], MerkleProof.Root(tree.LeafOf(row), [.. shorter.Take(shorter.Count - 1)]));
        }
    }

    [Theory]
    [InlineData("standard", 63, 64)]
    [InlineData("standard", 100, 3)]
    [InlineData("standard", 100, 1_024)]
    [InlineData("standard", 100, 0)]
    [InlineData("packed", 65, 4)]
    public void There_is_no_table_where_the_level_is_not_whole(string kind, int rows, int count) => Assert.Null(SubRootTable.Of(Tree(kind, rows), count));

    [Fact]
    public void A_drop_without_sub_roots_keeps_its_proofs()
    {
        MerkleTree tree = Tree("standard", 50);
        Hash32[] proof = tree.GetProof(7, out UInt256 position);
        Assert.Equal(proof, SubRootTable.Shorten(proof, position, 0));
    }

    [Fact]
    public void The_chosen_table_is_the_one_that_saves_most_and_small_lists_get_none()
    {
        Assert.Empty(SubRootTrade.Choose(Tree("standard", 30)));
        MerkleTree tree = Tree("standard", 3_000);
        int chosen = SubRootTrade.Choose(tree).Count;
        long Net(int count) => (1_500 * (long)SubRootTrade.Of(count).Saved) - (long)SubRootTrade.Of(count).Cost;
        Assert.Equal(Enumerable.Range(1, 9).Select(d => 1 << d).MaxBy(Net), chosen);
        Assert.True(SubRootTrade.Of(chosen).PaysAfter <= 1_500);
    }

    [Theory]
    [InlineData("standard", 1_000)]
    [InlineData("standard", 7)]
    [InlineData("packed", 64)]
    [InlineData("packed", 1_000)]
    public void Proofs_of_several_rows_join_to_one_as_the_tree_itself_would_make_it(string kind, int rows)
    {
        MerkleTree tree = Tree(kind, rows);
        var random = new Random(Seeds.Next("joined proofs"));
        int joined = 0;
        int possible = 0;
        for (int round = 0; round < 200; round++)
        {
            int[] some = [.. Enumerable.Range(0, 1 + random.Next(Math.Min(8, rows))).Select(_ => random.Next(rows)).Distinct()];
            ProofEntry[] entries = [.. some.Select(row => new ProofEntry(tree.Rows[row], tree.PositionOf(row), tree.GetProof(row)))];
            MultiProof? proof = JoinedProof.Of([.. some.Select(tree.LeafOf)], entries, tree.Root);
            possible += tree.GetMultiProof(some).IsOk ? 1 : 0;
            joined += proof is not null ? 1 : 0;
            Assert.True(proof is null || (proof.Verify(tree.Root) && proof.Rows.Order().SequenceEqual(Enumerable.Range(0, some.Length))));
        }

        Assert.True(joined >= possible, $"{joined} of {possible}");
        Assert.True(joined > 100);
    }

    [Fact]
    public void Proofs_that_lead_elsewhere_do_not_join()
    {
        MerkleTree tree = Tree("standard", 20);
        ProofEntry[] entries = [.. new[] { 3, 9 }.Select(row => new ProofEntry(tree.Rows[row], tree.PositionOf(row), tree.GetProof(row)))];
        Assert.Null(JoinedProof.Of([tree.LeafOf(3), tree.LeafOf(9)], entries, Hash32.Zero));
        Assert.Null(JoinedProof.Of([tree.LeafOf(9), tree.LeafOf(3)], entries, tree.Root));
    }

    private static MerkleTree Tree(string kind, int rows)
    {
        Assert.True(TreeKind.TryParse(kind, out TreeKind? parsed));
        var random = new Random(Seeds.Next($"sub-roots {kind} {rows}"));
        byte[] account = new byte[20];
        RecipientRow[] list = new RecipientRow[rows];
        for (int i = 0; i < rows; i++)
        {
            random.NextBytes(account);
            list[i] = new RecipientRow(new Address(account), (UInt256)(ulong)(i + 1));
        }

        return MerkleTree.Build(parsed, list).Value;
    }
}
