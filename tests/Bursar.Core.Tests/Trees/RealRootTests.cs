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
}
