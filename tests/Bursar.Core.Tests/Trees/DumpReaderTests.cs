using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

public sealed class DumpReaderTests
{
    private static readonly string Sound = Dump();

    [Fact]
    public void Names_the_first_value_that_was_changed()
    {
        Fault fault = OnlyFault(Sound.Replace("\"5\"]", "\"6\"]", StringComparison.Ordinal));
        Assert.Equal(("tree.dump-mismatch", "values[4]", "dump.json"), (fault.Code, fault.Field, fault.File));
        Assert.Contains(RealLists.AddressOf(5).ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_first_node_that_was_changed()
    {
        TreeDump dump = Read(Sound).Value;
        for (int node = 0; node < dump.Count - 1; node++)
        {
            string old = dump.NodeAt(node).ToString();
            Fault fault = OnlyFault(Sound.Replace(old, Hash32.Zero.ToString(), StringComparison.Ordinal));
            Assert.Equal(("tree.dump-mismatch", $"tree[{(node == 0 ? 0 : (node - 1) / 2)}]"), (fault.Code, fault.Field));
        }
    }

    [Fact]
    public void Names_a_tree_index_that_no_leaf_or_another_value_has()
    {
        int index = Read(Sound).Value.TreeIndexOf(2);
        foreach (int other in new[] { 0, 3, 99, Read(Sound).Value.TreeIndexOf(1) })
        {
            Fault fault = OnlyFault(Sound.Replace($"\"treeIndex\":{index}}}", $"\"treeIndex\":{other}}}", StringComparison.Ordinal));
            Assert.Equal("tree.dump-mismatch", fault.Code);
            Assert.StartsWith("values[", fault.Field, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "tree.dump-malformed")]
    [InlineData("[]", "tree.dump-malformed")]
    [InlineData("{}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"standard-v2\"}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"standard-v1\",\"tree\":[],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"simple-v1\",\"tree\":[],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"simple-v1\",\"tree\":[\"0x12\"],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"simple-v1\",\"hash\":\"custom\",\"tree\":[],\"values\":[]}", "tree.dump-encoding")]
    [InlineData("{\"format\":\"standard-v1\",\"leafEncoding\":[\"int8[]\"],\"tree\":[],\"values\":[]}", "tree.dump-encoding")]
    [InlineData("{\"format\":\"simple-v1\",\"format\":\"simple-v1\",\"tree\":[],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"simple-v1\",\"extra\":1,\"tree\":[],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("{\"format\":\"\\ud800\",\"tree\":[],\"values\":[]}", "tree.dump-malformed")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "tree.dump-malformed")]
    public void Refuses_what_is_no_dump(string text, string code) => Assert.Equal(code, OnlyFault(text).Code);

    [Theory]
    [InlineData("\"1\"]", "1.5]")]
    [InlineData("\"1\"]", "-1]")]
    [InlineData("\"1\"]", "\"-1\"]")]
    [InlineData("\"1\"]", "9007199254740993]")]
    [InlineData("\"1\"]", "\"1\",\"2\"]")]
    [InlineData(",\"1\"]", "]")]
    [InlineData("\"1\"]", "{\"type\":\"BigNumber\",\"hex\":\"1\"}]")]
    [InlineData("\"1\"]", "{\"type\":\"Number\",\"hex\":\"0x1\"}]")]
    [InlineData("\"0x0000000000000000000000000000000000000001\"", "\"one.eth\"")]
    [InlineData("\"0x0000000000000000000000000000000000000001\"", "1")]
    [InlineData("\"treeIndex\"", "\"index\"")]
    [InlineData("\"treeIndex\":", "\"treeIndex\":-")]
    [InlineData("\"treeIndex\":", "\"treeIndex\":1,\"treeIndex\":")]
    public void Refuses_values_of_another_shape(string old, string now)
    {
        Fault fault = OnlyFault(ReplaceFirst(Sound, old, now));
        Assert.Equal(("tree.dump-malformed", "values[0]"), (fault.Code, fault.Field));
    }

    [Theory]
    [InlineData("1]")]
    [InlineData("\"0x1\"]")]
    [InlineData("{\"type\":\"BigNumber\",\"hex\":\"0x01\"}]")]
    public void Takes_the_other_spellings_of_an_amount(string amount)
    {
        TreeDump dump = Read(ReplaceFirst(Sound, "\"1\"]", amount)).Value;
        Assert.Equal(Read(Sound).Value.Root, dump.Root);
        Assert.Null(dump.Style); // several spellings in one dump: it cannot be written the same
    }

    [Fact]
    public void Refuses_a_dump_cut_off_anywhere()
    {
        for (int length = 0; length < Sound.Length; length++)
            Assert.False(Read(Sound[..length]).IsOk, $"cut at {length}");
        Assert.False(Read(Sound + "{}").IsOk);
        Assert.False(Read(Sound + "]").IsOk);
    }

    [Fact]
    public void Refuses_too_few_and_too_many_values_and_leaves()
    {
        int last = Sound.LastIndexOf(",{\"value\"", StringComparison.Ordinal);
        Assert.Equal("tree.dump-malformed", OnlyFault(Sound[..last] + "]}").Code);
        Assert.Equal("tree.dump-malformed", OnlyFault(Sound[..^2] + Sound[last..]).Code);
        Assert.Equal("tree.dump-too-large", OnlyFault(Sound, o => o with { MaxLeaves = 6 }).Code);
        Assert.Equal("tree.dump-too-large", OnlyFault(Sound, o => o with { MaxBytes = 100 }).Code);
        Assert.True(Read(Sound, o => o with { MaxLeaves = 7, MaxBytes = Sound.Length }).IsOk);
    }

    [Fact]
    public void Never_takes_a_damaged_dump_and_never_throws()
    {
        int seed = Seeds.Next("DumpReaderTests");
        var random = new Random(seed);
        byte[] sound = Encoding.UTF8.GetBytes(Sound);
        for (int round = 0; round < 5_000; round++)
        {
            byte[] damaged = [.. sound];
            int at = random.Next(damaged.Length);
            damaged[at] ^= (byte)random.Next(1, 256);
            Result<TreeDump> result = DumpReader.Read(new MemoryStream(damaged), new DumpReadOptions { FileName = "x" }, TestContext.Current.CancellationToken);
            // A digit of a hash may change its case, and nothing else may change.
            Assert.True(!result.IsOk || (result.Value.Root == Read(Sound).Value.Root && (damaged[at] ^ sound[at]) == 0x20), $"seed {seed}, round {round}, byte {at}");
        }
    }

    [Fact]
    public void Only_standard_trees_have_a_dump()
    {
        MerkleTree tree = MerkleTree.Build(TreeKind.Packed, [RealLists.Row(1, 1)], TestContext.Current.CancellationToken).Value;
        Assert.Equal("tree.dump-kind", DumpWriter.Write(tree, Stream.Null, null, TestContext.Current.CancellationToken)?.Code);
    }

    private static string Dump()
    {
        MerkleTree tree = MerkleTree.Build(TreeKind.Standard, [.. Enumerable.Range(1, 7).Select(i => RealLists.Row((ulong)i, (ulong)i))]).Value;
        using var stream = new MemoryStream();
        DumpWriter.Write(tree, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string ReplaceFirst(string text, string old, string now)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), now, text.AsSpan(at + old.Length));
    }

    private static Fault OnlyFault(string text, Func<DumpReadOptions, DumpReadOptions>? change = null) => Assert.Single(Read(text, change).Faults);

    private static Result<TreeDump> Read(string text, Func<DumpReadOptions, DumpReadOptions>? change = null)
    {
        var options = new DumpReadOptions { FileName = "dump.json" };
        return DumpReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }
}
