using Bursar.Core.Lists;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Roots that other projects published for their lists.</summary>
public sealed class RealRootTests
{
    [Fact]
    public void Ens_2021_has_its_published_root_and_total()
    {
        RecipientList list = RealLists.Ens();
        MerkleTree tree = MerkleTree.Build(TreeKind.Sharded(2), list, TestContext.Current.CancellationToken).Value;
        Assert.Equal("0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659", tree.Root.ToString());
        Assert.Equal(137_689, tree.Count);
        Assert.Equal(UInt256.Parse("25000000000000001930530982"), tree.Total);
    }

    [Fact]
    public void Safe_has_its_published_root_and_total()
    {
        RecipientList list = RealLists.Safe();
        MerkleTree tree = MerkleTree.Build(TreeKind.Standard, list, TestContext.Current.CancellationToken).Value;
        Assert.Equal("0x50c84448ebfeb9f975fbcc439e50ce6f0a3b1f7b7a792db99a1b79e212e2735c", tree.Root.ToString());
        Assert.Equal(3_667, tree.Count);
        Assert.Equal(UInt256.Parse("3835275726930888414388381"), tree.Total);
    }

    [Fact]
    public void Every_proof_of_ens_leads_to_the_root_at_a_position_of_its_own()
    {
        MerkleTree tree = MerkleTree.Build(TreeKind.Sharded(2), RealLists.Ens(), TestContext.Current.CancellationToken).Value;
        var positions = new HashSet<UInt256>();
        for (int i = 0; i < tree.Count; i += 11)
        {
            Assert.True(MerkleProof.Verify(tree.Kind, tree.Rows[i], tree.GetProof(i), tree.Root));
            Assert.True(positions.Add(tree.PositionOf(i)));
        }
    }

    [Fact]
    public void The_dump_of_safe_is_rebuilt_node_for_node_and_byte_for_byte()
    {
        byte[] original = Unzip(RealLists.Beside("gnosis-safe-50c84448.tree.json.gz"));
        CancellationToken ct = TestContext.Current.CancellationToken;
        TreeDump dump = DumpReader.Read(new MemoryStream(original), new DumpReadOptions { FileName = "safe.json" }, ct).Value;
        Assert.Equal("0x50c84448ebfeb9f975fbcc439e50ce6f0a3b1f7b7a792db99a1b79e212e2735c", dump.Root.ToString());

        RecipientList list = RealLists.Safe();
        Assert.Equal(list.Hash, RecipientList.Create(dump.Rows).Value.Hash);
        MerkleTree tree = MerkleTree.Build(TreeKind.Standard, [.. dump.Rows], ct).Value;
        Assert.Equal(7_333, dump.NodeCount);
        for (int i = 0; i < tree.Count; i++)
            Assert.Equal(dump.GetProof(i), tree.GetProof(i));

        using var again = new MemoryStream();
        Assert.Equal(new DumpStyle { LowerCaseAddresses = true, BigNumberAmounts = true, LeafEncodingLast = true }, dump.Style);
        Assert.Null(DumpWriter.Write(tree, again, dump.Style, ct));
        Assert.True(original.AsSpan().TrimEnd("\n"u8).SequenceEqual(again.ToArray()));
    }

    [Fact]
    public void Dumps_of_version_1_0_6_are_read_sorted_or_not()
    {
        foreach (string name in new[] { "simple-v1.sorted", "simple-v1.unsorted", "standard-v1.sorted", "standard-v1.unsorted" })
        {
            using FileStream stream = File.OpenRead(RealLists.Beside($"oz-dumps/{name}.1_0_6.json"));
            TreeDump dump = DumpReader.Read(stream, new DumpReadOptions { FileName = name }, TestContext.Current.CancellationToken).Value;
            Assert.Equal(6, dump.Count);
            Assert.StartsWith(dump.Format, name, StringComparison.Ordinal);
            for (int i = 0; i < dump.Count; i++)
                Assert.Equal(dump.Root, MerkleProof.Root(dump.NodeAt(dump.TreeIndexOf(i)), dump.GetProof(i)));
        }
    }

    private static byte[] Unzip(string path)
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
