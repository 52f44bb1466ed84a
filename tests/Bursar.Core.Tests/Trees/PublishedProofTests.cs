using System.Text;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Small published trees of kinds whose lists are not in the data folder: facts from the projects' own files.</summary>
public sealed class PublishedProofTests
{
    // rocket-pool/rewards-trees, devnet/rp-rewards-devnet-0.json (file version 3) and -34.json (version 4, with the voters' share).
    private const string Devnet0 = """
        account,network,rpl,eth
        0x03600953f9184f6da395ac8d7aa94574117cbf3e,0,1684375775630100000000,0
        0x9d5e78c8c8c30793f142dcc68e759b69196f6886,0,220573018237275000000,0
        0xa3819ae703fe88a5e6a917d0af2c88a453bdfa44,0,220573018237275000000,0
        0xfcb7dc1baee1651137f9c0ea6f2e650359ade290,0,220573018237275000000,0
        """;

    private const string Devnet34 = """
        account,network,rpl,eth,voterEth
        0x03600953f9184f6da395ac8d7aa94574117cbf3e,0,712294291449163284660,0,0
        0x4d19de4a5a1b1b36ebab3d5c32c01061fbde328d,0,2035126546997609384743,0,0
        0x530ab082856a9d3eb3a73ecddd72d14f33c9c1bb,0,448351308279833390406,0,0
        0x7aada868f9c147f5aeb67e711ce58f709125373a,0,203512654699760938474,0,0
        0x9d5e78c8c8c30793f142dcc68e759b69196f6886,0,445144438282024249775,0,0
        0xa3819ae703fe88a5e6a917d0af2c88a453bdfa44,0,445144438282024249775,0,0
        0xfcb7dc1baee1651137f9c0ea6f2e650359ade290,0,445144438282024249775,0,0
        """;

    [Theory]
    [InlineData(Devnet0, "rocket-pool", "0xf184be5e223b4a614be59c8f4950c4393c8550d6986f1b2ad85d8720c39fa6fb",
        "0x4d6adb667f36cf26d60586998f8d94fbffdf2bb291dc1f04664a787eab2a3954 0x3d840df807736c561c15d2cd93f3ed2df2730662b894fad34df14e892a577d3f")]
    [InlineData(Devnet34, "rocket-pool-voters", "0x0e04392abf3ff27ff40ce0b1889e00a7c902246461c619e07fb515e342445776",
        "0x0000000000000000000000000000000000000000000000000000000000000000 0xb7ca6f4130a30fba808d0ca735a1b968f7afdfa64b1d885408408e29f9a6a723 0xbf1b5734609a9321d05dd5d05f4ed5341ab62fbcffc2765a6a2eb886a6cf1149")]
    public void Rocket_Pools_trees_are_recognised_by_their_columns_and_padded_with_zero_words(string csv, string kind, string root, string firstProof)
    {
        MerkleTree tree = TreeChoice.Build(Read(csv, null), null, TestContext.Current.CancellationToken).Value;
        Assert.Equal((kind, root), (tree.Kind.Name, tree.Root.ToString()));
        Assert.Equal(firstProof, string.Join(' ', tree.GetProof(0)));
        Assert.False(tree.HasTotal);
    }

    // safe-global/claiming-app-data, data/allocations/4: two accounts of one pool.
    [Theory]
    [InlineData("0x00004Ee398cA93038d193DD34E89dB467A298536", "0x7cf7d342bc03175da2948b2fedc14a12bf9e459277f7ceef8941ffab08789008")]
    [InlineData("0x0015163C5220154002D7D7033c9cEfbc7f36b382", "0x6e2025c31a60e2fc94fee0f550a2715568f0180dc2ae4f4aeff1c34c250159a9")]
    public void Safes_leaf_is_the_digest_that_its_vesting_pool_calls_the_vesting_id(string account, string vestingId)
    {
        TreeKind kind = TreeKind.SafeVesting(new ChainId(4), Address.Parse("0x6C6ea0B60873255bb670F838b03db9d9a8f045c4"));
        TreeInput input = Read($"owner,duration,startDate,amount,curve\n{account},416,1531562400,1000000000000330000000,0\n", kind);
        MerkleTree tree = TreeChoice.Build(input, null, TestContext.Current.CancellationToken).Value;
        Assert.Equal(vestingId, tree.Root.ToString());
    }

    [Fact]
    public void Safes_tool_joins_an_odd_node_with_the_hash_of_nothing()
    {
        // Its levels by hand: three leaves in the order of the file.
        TreeKind kind = TreeKind.SafeVesting(new ChainId(1), Address.Zero);
        string[] rows = [.. Enumerable.Range(1, 3).Select(i => $"0x{i:x40},52,{i},{i}00,1")];
        MerkleTree tree = TreeChoice.Build(Read($"owner,duration,start,amount,curve\n{string.Join('\n', rows)}\n", kind), null, TestContext.Current.CancellationToken).Value;
        Hash32[] leaves = [.. Enumerable.Range(0, 3).Select(tree.LeafOf)];
        Hash32 nothing = Evm.Crypto.Keccak256.Hash([]);
        Assert.Equal(MerkleProof.Pair(MerkleProof.Pair(leaves[0], leaves[1]), MerkleProof.Pair(leaves[2], nothing)), tree.Root);
        Assert.Equal([nothing, MerkleProof.Pair(leaves[0], leaves[1])], tree.GetProof(2));
    }

    private static TreeInput Read(string text, TreeKind? kind) =>
        TreeInputReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), kind, new ListReadOptions { FileName = "rows.csv", UnitIsDefault = true }, TestContext.Current.CancellationToken).Value;
}
