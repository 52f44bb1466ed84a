using System.Text.Json;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Described kinds against merkletreejs, whose options are leaf order, pair order, odd rule and padding.</summary>
public sealed class MerkleTreeJsTests
{
    private const string Script = """
        import { MerkleTree } from 'merkletreejs';
        import { keccak256, getBytes } from 'ethers';
        const hash = (data) => Buffer.from(getBytes(keccak256(data)));
        answer(input.map(({ leaves, options, fill }) => {
          if (fill) options.fillDefaultHash = Buffer.from(fill.slice(2), 'hex');
          const tree = new MerkleTree(leaves.map((l) => Buffer.from(l.slice(2), 'hex')), hash, options);
          return { root: tree.getHexRoot(), proofs: options.duplicateOdd ? null : leaves.map((l) => tree.getHexProof(l)) };
        }));
        """;

    [Fact]
    public async Task Every_choice_of_order_odd_rule_padding_and_pairs_gives_the_root_and_proofs_of_merkletreejs()
    {
        int seed = Seeds.Next("MerkleTreeJsTests");
        var random = new Random(seed);
        List<(TreeKind Kind, Hash32[] Leaves, string Json)> cases = [];
        foreach (int count in Enumerable.Range(1, 20).Concat([31, 32, 33, 57]))
        {
            foreach (LeafOrdering order in new[] { LeafOrdering.Hash, LeafOrdering.File })
            {
                foreach (PairOrder pairs in Enum.GetValues<PairOrder>())
                {
                    foreach (OddRule odd in new[] { OddRule.Promote, OddRule.Duplicate })
                    {
                        foreach (Hash32? fill in new Hash32?[] { null, Word(random) })
                            cases.Add(Case(random, count, order, pairs, odd, fill));
                    }
                }
            }
        }

        JsonElement theirs = await NodeOracle.AskAsync(Script, $"[{string.Join(',', cases.Select(c => c.Json))}]", TestContext.Current.CancellationToken);
        for (int i = 0; i < cases.Count; i++)
        {
            string where = $"seed {seed}, {cases[i].Json}";
            MerkleTree tree = MerkleTree.Build(cases[i].Kind, TreeTable.OfLeaves(cases[i].Leaves), TestContext.Current.CancellationToken).Value;
            Assert.True(tree.Root.ToString() == theirs[i].GetProperty("root").GetString(), where);
            if (theirs[i].GetProperty("proofs").ValueKind == JsonValueKind.Null)
                continue; // its proofs leave out a node that is hashed with itself, so that they do not verify
            for (int row = 0; row < tree.Count; row++)
            {
                IEnumerable<string?> proof = theirs[i].GetProperty("proofs")[row].EnumerateArray().Select(n => n.GetString());
                Assert.True(proof.SequenceEqual(tree.GetProof(row).Select(n => n.ToString())), $"{where}, row {row}");
            }
        }
    }

    private static (TreeKind Kind, Hash32[] Leaves, string Json) Case(Random random, int count, LeafOrdering order, PairOrder pairs, OddRule odd, Hash32? fill)
    {
        Hash32[] leaves = [.. Enumerable.Range(0, count).Select(_ => Word(random))];
        TreeDescription shape = TreeKind.Simple.Description with
        {
            Order = order,
            Pairs = pairs,
            Odd = odd,
            Padding = fill is null ? LeafPadding.None : LeafPadding.PowerOfTwo,
            Fill = fill ?? Hash32.Zero,
        };
        string options = $$"""{"sortLeaves":{{(order == LeafOrdering.Hash ? "true" : "false")}},"sortPairs":{{(pairs == PairOrder.Sorted ? "true" : "false")}},"duplicateOdd":{{(odd == OddRule.Duplicate ? "true" : "false")}}}""";
        string json = $$"""{"leaves":[{{string.Join(',', leaves.Select(l => $"\"{l}\""))}}],"options":{{options}},"fill":{{(fill is { } word ? $"\"{word}\"" : "null")}}}""";
        return (TreeKind.Describe(shape).Value, leaves, json);
    }

    private static Hash32 Word(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        return new Hash32(bytes);
    }
}
