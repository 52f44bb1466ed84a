using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Published roots, from the files themselves: with the kind named, recognised, or told by the root.</summary>
public sealed class RealKindTests
{
    private const string Ens = "0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659";
    private const string PoolTogether = "0xd0efdfaf3f46b5aad83e628951bf1dc7f60c95f8ef00c6b867c88917246b44dd";
    private const string Safe = "0x50c84448ebfeb9f975fbcc439e50ce6f0a3b1f7b7a792db99a1b79e212e2735c";
    private const string Merkl = "0x692e3f0b12f15faf6a3ae5d20bc84313a53b0b299a10ca239ed3a8ce91af4fe0";

    [Theory]
    [InlineData("ens-2021.csv.gz", "sharded:2", Ens, 137_689)]
    [InlineData("pooltogether-2021.csv.gz", "uniswap", PoolTogether, 17_072)]
    [InlineData("gnosis-safe-50c84448.csv.gz", "standard", Safe, 3_667)]
    [InlineData("gnosis-safe-50c84448.tree.json.gz", null, Safe, 3_667)]
    [InlineData("merkl-8453-474415.csv.gz", "merkl", Merkl, 2_137)]
    [InlineData("merkl-8453-474415.csv.gz", null, Merkl, 2_137)]
    [InlineData("oz-dumps/simple-v1.sorted.1_0_6.json", null, "0x1b404f199ea828ec5771fb30139c222d8417a82175fefad5cd42bc3a189bd8d5", 6)]
    [InlineData("oz-dumps/simple-v1.unsorted.1_0_6.json", null, "0x9012f1e18a87790d2e01faace75aaaca38e53df437cdce2c0552464dda4af49c", 6)]
    [InlineData("oz-dumps/standard-v1.sorted.1_0_6.json", null, "0x6deb52b5da8fd108f79fab00341f38d2587896634c646ee52e49f845680a70c8", 6)]
    [InlineData("oz-dumps/standard-v1.unsorted.1_0_6.json", null, "0x23be0977360f08bb0bd7f709a7d543d2cd779c79c66d74e0441919871647de2b", 6)]
    public void The_published_root_comes_out(string file, string? kind, string root, int count)
    {
        MerkleTree tree = TreeChoice.Build(Read(file, kind), null, TestContext.Current.CancellationToken).Value;
        Assert.Equal((root, count), (tree.Root.ToString(), tree.Count));
        for (int i = 0; i < tree.Count; i += 1 + (tree.Count / 97))
            Assert.Equal(tree.Root, MerkleProof.Root(tree.LeafOf(i), tree.GetProof(i)));
    }

    [Theory]
    [InlineData("ens-2021.csv.gz", "sharded:2", Ens)]
    [InlineData("pooltogether-2021.csv.gz", "uniswap", PoolTogether)]
    [InlineData("gnosis-safe-50c84448.csv.gz", "standard", Safe)]
    [InlineData("merkl-8453-474415.csv.gz", "merkl", Merkl)]
    public void The_root_tells_the_kind(string file, string kind, string root)
    {
        MerkleTree tree = TreeChoice.Build(Read(file, null), Hash32.Parse(root), TestContext.Current.CancellationToken).Value;
        Assert.Equal((kind, root), (tree.Kind.Name, tree.Root.ToString()));
        Assert.Equal("tree.root-differs", Assert.Single(TreeChoice.Build(Read(file, null), Hash32.Zero, TestContext.Current.CancellationToken).Faults).Code);
    }

    [Theory]
    [InlineData("ens-2021.csv.gz", "sharded:2")]
    [InlineData("pooltogether-2021.csv.gz", "uniswap, sablier")]
    [InlineData("gnosis-safe-50c84448.csv.gz", "standard, packed")]
    public void A_file_that_fits_several_kinds_is_refused_and_they_are_named(string file, string named)
    {
        Fault fault = Assert.Single(TreeChoice.Build(Read(file, null), null, TestContext.Current.CancellationToken).Faults);
        Assert.Equal(("tree.ambiguous", file), (fault.Code, fault.File));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merkl_leaves_rows_of_zero_out() => Assert.Equal(80, TreeChoice.Build(Read("merkl-8453-474415.csv.gz", null), null, TestContext.Current.CancellationToken).Value.LeftOut);

    [Fact]
    public void PoolTogethers_indices_are_ranks_of_checksummed_texts()
    {
        TreeTable table = Read("pooltogether-2021.csv.gz", "uniswap").Table;
        MerkleTree tree = MerkleTree.Build(TreeKind.Uniswap, TreeTable.Of(table.Rows), TestContext.Current.CancellationToken).Value; // without the column
        Assert.Equal(PoolTogether, tree.Root.ToString());
        Assert.Equal(PoolTogether, MerkleTree.Build(TreeKind.Indexed, table, TestContext.Current.CancellationToken).Value.Root.ToString());
    }

    private static TreeInput Read(string file, string? kind)
    {
        string path = file == "ens-2021.csv.gz" && File.Exists(RealLists.Carried) ? RealLists.Carried : RealLists.Beside(file);
        using FileStream stream = File.OpenRead(path);
        return TreeInputReader.Read(stream, kind is null ? null : TreeKind.Parse(kind).Value, new ListReadOptions { FileName = file, UnitIsDefault = true }, TestContext.Current.CancellationToken).Value;
    }
}
