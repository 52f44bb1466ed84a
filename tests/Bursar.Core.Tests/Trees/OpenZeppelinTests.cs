using System.Diagnostics;
using System.Text.Json;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>The library @openzeppelin/merkle-tree itself loads our dumps and is asked for roots and proofs.</summary>
public sealed class OpenZeppelinTests
{
    private const string Script = """
        import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
        import { readFileSync, writeFileSync } from 'node:fs';
        const folder = process.argv[2];
        const result = [];
        for (const name of JSON.parse(process.argv[3])) {
          const text = readFileSync(`${folder}/${name}.json`, 'utf8');
          const tree = StandardMerkleTree.load(JSON.parse(text));
          tree.validate();
          const values = [...tree.entries()].map(([, value]) => value);
          const fresh = StandardMerkleTree.of(values, ['address', 'uint256']);
          const unsorted = StandardMerkleTree.of(values, ['address', 'uint256'], { sortLeaves: false });
          writeFileSync(`${folder}/${name}.unsorted.json`, JSON.stringify(unsorted.dump(), null, 1));
          result.push({ root: fresh.root, same: JSON.stringify(fresh.dump()) === text, proofs: values.map((_, i) => tree.getProof(i)) });
        }
        process.stdout.write(JSON.stringify(result));
        """;

    private static readonly int[] Sizes = [1, 2, 3, 5, 8, 100, 1_000];

    [Fact]
    public async Task The_library_loads_our_dumps_and_agrees_on_the_root_and_every_proof()
    {
        string contracts = Path.Combine(RealLists.RepositoryRoot, "contracts");
        Assert.True(Directory.Exists(Path.Combine(contracts, "node_modules", "@openzeppelin", "merkle-tree")),
            "@openzeppelin/merkle-tree is not installed: run npm ci in contracts/");
        CancellationToken ct = TestContext.Current.CancellationToken;
        int seed = Seeds.Next("OpenZeppelinTests");
        var random = new Random(seed);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bursar-dumps-");
        try
        {
            var trees = new List<MerkleTree>();
            foreach (int size in Sizes)
            {
                MerkleTree tree = MerkleTree.Build(TreeKind.Standard, RandomRows.Make(random, size, repeatAccounts: true), ct).Value;
                trees.Add(tree);
                await using FileStream file = File.Create(Path.Combine(folder.FullName, $"{size}.json"));
                Assert.Null(DumpWriter.Write(tree, file, new DumpStyle { LowerCaseAddresses = size == 5 }, ct));
            }

            string output = await RunNode(contracts, folder.FullName, ct);
            using JsonDocument json = JsonDocument.Parse(output);
            for (int i = 0; i < Sizes.Length; i++)
            {
                string where = $"seed {seed}, {Sizes[i]} rows";
                JsonElement theirs = json.RootElement[i];
                Assert.True(trees[i].Root.ToString() == theirs.GetProperty("root").GetString(), where);
                Assert.True(theirs.GetProperty("same").GetBoolean(), $"{where}: the dump differs from JSON.stringify(tree.dump())");
                for (int row = 0; row < Sizes[i]; row++)
                {
                    string[] proof = [.. theirs.GetProperty("proofs")[row].EnumerateArray().Select(p => p.GetString()!)];
                    Assert.True(proof.SequenceEqual(trees[i].GetProof(row).Select(h => h.ToString())), $"{where}, row {row}");
                }

                CheckReadBack(trees[i], folder.FullName, Sizes[i], where, ct);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What we wrote is read back and spelled the same; what the library wrote with unsorted leaves and blanks is read too.
    private static void CheckReadBack(MerkleTree tree, string folder, int size, string where, CancellationToken ct)
    {
        byte[] ours = File.ReadAllBytes(Path.Combine(folder, $"{size}.json"));
        TreeDump dump = DumpReader.Read(new MemoryStream(ours), new DumpReadOptions { FileName = "ours" }, ct).Value;
        using var again = new MemoryStream();
        Assert.Null(DumpWriter.Write(MerkleTree.Build(TreeKind.Standard, dump.Rows, ct).Value, again, dump.Style, ct));
        Assert.True(ours.AsSpan().SequenceEqual(again.ToArray()), where);

        using FileStream file = File.OpenRead(Path.Combine(folder, $"{size}.unsorted.json"));
        TreeDump unsorted = DumpReader.Read(file, new DumpReadOptions { FileName = "unsorted" }, ct).Value;
        Assert.True(unsorted.Rows.SequenceEqual(tree.Rows), where);
        for (int i = 0; i < unsorted.Count; i++)
            Assert.True(MerkleProof.Verify(TreeKind.Standard, unsorted.Rows[i], unsorted.GetProof(i), unsorted.Root), where);
    }

    private static async Task<string> RunNode(string contracts, string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = contracts,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "--input-type=module", "-", folder, JsonSerializer.Serialize(Sizes) })
            start.ArgumentList.Add(argument);
        using Process node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        Task<string> output = node.StandardOutput.ReadToEndAsync(ct);
        Task<string> errors = node.StandardError.ReadToEndAsync(ct);
        await node.StandardInput.WriteAsync(Script);
        node.StandardInput.Close();
        await node.WaitForExitAsync(ct);
        Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await errors}");
        return await output;
    }
}
