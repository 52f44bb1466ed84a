using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Trees;

public sealed class MultiProofTests
{
    [Fact]
    public void Every_set_of_rows_of_small_trees_has_one_proof_unless_a_leaf_goes_up_several_levels()
    {
        int refused = 0;
        foreach (OddRule odd in Enum.GetValues<OddRule>())
        {
            foreach (LeafPadding padding in Enum.GetValues<LeafPadding>())
            {
                TreeKind kind = TreeKind.Describe(TreeKind.Packed.Description with { Odd = odd, Padding = padding }).Value;
                for (int count = 1; count <= 11; count++)
                {
                    MerkleTree tree = Build(kind, count);
                    for (int set = 1; set < 1 << count; set++)
                    {
                        int[] rows = [.. Enumerable.Range(0, count).Where(r => (set >> r & 1) == 1)];
                        string where = $"{odd}, {padding}, {count} rows, set {set:b}";
                        if (!tree.GetMultiProof(rows).TryGet(out MultiProof? proof))
                        {
                            // A leaf two levels above another one: only where odd nodes go up.
                            Assert.True(rows.Max(r => tree.GetProof(r).Length) - rows.Min(r => tree.GetProof(r).Length) > 1, where);
                            refused++;
                            continue;
                        }

                        Assert.True(proof.Verify(tree.Root), where);
                        Assert.True(proof.Rows.Order().SequenceEqual(rows), where);
                        Assert.True(proof.Leaves.SequenceEqual(proof.Rows.Select(tree.LeafOf)), where);
                    }
                }
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void A_changed_proof_does_not_verify()
    {
        MerkleTree tree = Build(TreeKind.Standard, 13);
        MultiProof proof = tree.GetMultiProof([1, 4, 5, 11]).Value;
        Assert.True(proof.Verify(tree.Root));
        Assert.False((proof with { Leaves = [.. proof.Leaves.Skip(1)] }).Verify(tree.Root));
        Assert.False((proof with { Proof = [.. proof.Proof, Hash32.Zero] }).Verify(tree.Root));
        Assert.False((proof with { Proof = [.. proof.Proof.Reverse()] }).Verify(tree.Root));
        for (int i = 0; i < proof.Flags.Count; i++)
            Assert.False((proof with { Flags = [.. proof.Flags.Select((f, j) => j == i ? !f : f)] }).Verify(tree.Root));
        Assert.Null(MultiProof.RootOf([], [], []));
        Assert.Null(MultiProof.RootOf([], [Hash32.Zero, Hash32.Zero], [true]));
        Assert.Equal(tree.Root, MultiProof.RootOf([], [tree.Root], [])); // of no leaves, as the library has it
    }

    [Fact]
    public void Refuses_what_has_no_such_proof()
    {
        Assert.Equal("tree.no-multiproof", Assert.Single(Build(TreeKind.Standard, 3).GetMultiProof([]).Faults).Code);
        Assert.Equal("tree.no-multiproof", Assert.Single(Build(TreeKind.Standard, 3).GetMultiProof([1, 1]).Faults).Code);
        Assert.Equal("tree.no-multiproof", Assert.Single(Build(TreeKind.Sharded(1), 3).GetMultiProof([0, 1]).Faults).Code);
        TreeKind positional = TreeKind.Describe(TreeKind.Packed.Description with { Pairs = PairOrder.Positional }).Value;
        Assert.Equal("tree.no-multiproof", Assert.Single(Build(positional, 3).GetMultiProof([0, 1]).Faults).Code);
    }

    private static MerkleTree Build(TreeKind kind, int count) =>
        MerkleTree.Build(kind, [.. Enumerable.Range(1, count).Select(i => RealLists.Row((ulong)i, (ulong)i))], TestContext.Current.CancellationToken).Value;
}
