using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Dumps of any leaf encoding, ready leaves, sorted or not, and multiproofs, against OpenZeppelin's library.</summary>
public sealed class OpenZeppelinKindTests
{
    private const string Script = """
        import { SimpleMerkleTree, StandardMerkleTree } from '@openzeppelin/merkle-tree';
        import { concat, keccak256 } from 'ethers';
        answer(input.map(({ types, values, sortLeaves, sets, positional }) => {
          const options = positional ? { sortLeaves, nodeHash: (a, b) => keccak256(concat([a, b])) } : { sortLeaves };
          const tree = types ? StandardMerkleTree.of(values, types, options) : SimpleMerkleTree.of(values, options);
          if (positional) return { root: tree.root };
          return { root: tree.root, dump: JSON.stringify(tree.dump()), sets: sets.map((rows) => {
            const { leaves, proof, proofFlags } = tree.getMultiProof(rows);
            return { rows: leaves.map((l) => values.findIndex((v) => JSON.stringify(v) === JSON.stringify(l))), proof, proofFlags };
          }) };
        }));
        """;

    [Fact]
    public async Task Dumps_are_read_rebuilt_and_written_byte_for_byte_and_multiproofs_are_the_same()
    {
        int seed = Seeds.Next("OpenZeppelinKindTests");
        var random = new Random(seed);
        List<(string Json, int[][] Sets, int Count)> cases = [];
        for (int i = 0; i < 150; i++)
            cases.Add(Case(random, random.Next(1, i < 75 ? 12 : 60)));
        JsonElement theirs = await NodeOracle.AskAsync(Script, $"[{string.Join(',', cases.Select(c => c.Json))}]", TestContext.Current.CancellationToken);
        for (int i = 0; i < cases.Count; i++)
            Check(theirs[i], cases[i].Sets, $"seed {seed}, case {i}: {cases[i].Json}");
    }

    [Fact]
    public async Task A_heap_of_positional_pairs_has_the_root_of_the_library_with_a_plain_node_hash()
    {
        int seed = Seeds.Next("OpenZeppelinKindTests");
        var random = new Random(seed);
        Hash32[][] trees = [.. Enumerable.Range(1, 40).Select(n => Enumerable.Range(0, n).Select(_ => Word(random)).ToArray())];
        string input = $"[{string.Join(',', trees.Select((t, i) => $$"""{"values":[{{string.Join(',', t.Select(l => $"\"{l}\""))}}],"sortLeaves":{{(i % 2 == 0 ? "true" : "false")}},"positional":true}"""))}]";
        JsonElement theirs = await NodeOracle.AskAsync(Script, input, TestContext.Current.CancellationToken);
        for (int i = 0; i < trees.Length; i++)
        {
            TreeKind kind = TreeKind.Describe(TreeKind.Simple.Description with { Pairs = PairOrder.Positional, Order = i % 2 == 0 ? LeafOrdering.Hash : LeafOrdering.File }).Value;
            MerkleTree tree = MerkleTree.Build(kind, TreeTable.OfLeaves(trees[i]), TestContext.Current.CancellationToken).Value;
            Assert.True(tree.Root.ToString() == theirs[i].GetProperty("root").GetString(), $"seed {seed}, {i + 1} leaves");
        }
    }

    private static void Check(JsonElement theirs, int[][] sets, string where)
    {
        byte[] text = Encoding.UTF8.GetBytes(theirs.GetProperty("dump").GetString()!);
        TreeDump dump = DumpReader.Read(new MemoryStream(text), new DumpReadOptions { FileName = "theirs" }, TestContext.Current.CancellationToken).Value;
        Assert.True(dump.Kind is not null && dump.Style is not null, where);
        MerkleTree tree = MerkleTree.Build(dump.Kind, dump.Table, TestContext.Current.CancellationToken).Value;
        Assert.True(tree.Root.ToString() == theirs.GetProperty("root").GetString(), where);
        using var again = new MemoryStream();
        Assert.Null(DumpWriter.Write(tree, again, dump.Style, TestContext.Current.CancellationToken));
        Assert.True(text.AsSpan().SequenceEqual(again.ToArray()), $"{where}\n{Encoding.UTF8.GetString(again.ToArray())}\n{Encoding.UTF8.GetString(text)}");
        for (int s = 0; s < sets.Length; s++)
        {
            MultiProof proof = tree.GetMultiProof(sets[s]).Value;
            JsonElement other = theirs.GetProperty("sets")[s];
            Assert.True(other.GetProperty("rows").EnumerateArray().Select(r => r.GetInt32()).SequenceEqual(proof.Rows), where);
            Assert.True(other.GetProperty("proof").EnumerateArray().Select(n => n.GetString()).SequenceEqual(proof.Proof.Select(n => n.ToString())), where);
            Assert.True(other.GetProperty("proofFlags").EnumerateArray().Select(f => f.GetBoolean()).SequenceEqual(proof.Flags), where);
            Assert.True(proof.Verify(tree.Root), where);
        }
    }

    private static (string Json, int[][] Sets, int Count) Case(Random random, int count)
    {
        string[]? types = random.Next(5) switch
        {
            0 => null,
            1 => ["uint", "address", "uint256"],
            2 => ["address", "uint256"],
            _ => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Type(random))],
        };
        var seen = new HashSet<string>();
        var values = new List<string>();
        for (int tries = 0; values.Count < count && tries < 200; tries++)
        {
            string value = types is null ? $"\"{Word(random)}\"" : $"[{string.Join(',', types.Select((t, i) => types.Length == 3 && t == "uint" ? $"\"{values.Count}\"" : Value(random, t)))}]";
            if (seen.Add(value)) // equal rows share a leaf and are refused
                values.Add(value);
        }

        int[][] sets = [.. Enumerable.Range(0, 4).Select(_ => Subset(random, values.Count))];
        string json = string.Create(CultureInfo.InvariantCulture,
            $$"""{"types":{{(types is null ? "null" : $"[{string.Join(',', types.Select(t => $"\"{t}\""))}]")}},"values":[{{string.Join(',', values)}}],"sortLeaves":{{(random.Next(3) > 0 ? "true" : "false")}},"sets":[{{string.Join(',', sets.Select(s => $"[{string.Join(',', s)}]"))}}]}""");
        return (json, sets, values.Count);
    }

    private static int[] Subset(Random random, int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        random.Shuffle(all);
        return all[..random.Next(1, count + 1)];
    }

    private static string Type(Random random) => random.Next(5) switch
    {
        0 => "address",
        1 => "bool",
        2 => $"bytes{random.Next(1, 33)}",
        3 => "uint256",
        _ => $"uint{8 * random.Next(1, 33)}",
    };

    private static string Value(Random random, string type)
    {
        Assert.True(LeafType.TryParse(type, out LeafType known));
        byte[] bytes = new byte[known.Width];
        random.NextBytes(bytes);
        return type switch
        {
            "address" => $"\"{new Address(bytes)}\"",
            "bool" => bytes[0] < 128 ? "true" : "false",
            "uint256" => $"\"{new UInt256(bytes.AsSpan(random.Next(8, 32)))}\"", // amounts, whose sum must fit
            ['u', ..] => $"\"{new UInt256(bytes)}\"",
            _ => $"\"0x{Convert.ToHexStringLower(bytes)}\"",
        };
    }

    private static Hash32 Word(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        return new Hash32(bytes);
    }
}
