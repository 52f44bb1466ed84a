using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Tests.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Files of Uniswap's distributor and shards of ENS: written as their tools write them, and checked.</summary>
public sealed class DistributionTests
{
    // What the two tools do, said again with merkletreejs and ethers.
    private const string Script = """
        import { MerkleTree } from 'merkletreejs';
        import { getAddress, getBytes, keccak256, solidityPackedKeccak256, toBeHex } from 'ethers';
        const hash = (data) => Buffer.from(getBytes(keccak256(data)));
        const sorted = (leaves) => new MerkleTree(leaves.map((l) => Buffer.from(getBytes(l))), hash, { sort: true });
        answer(input.map((rows) => {
          const amounts = Object.fromEntries(rows.map(([account, amount]) => [getAddress(account), BigInt(amount)]));
          const accounts = Object.keys(amounts).sort();
          const leaves = accounts.map((a, i) => solidityPackedKeccak256(['uint256', 'address', 'uint256'], [i, a, amounts[a]]));
          const tree = sorted(leaves);
          const claims = Object.fromEntries(accounts.map((a, i) => [a, { index: i, amount: toBeHex(amounts[a]), proof: tree.getHexProof(leaves[i]) }]));
          const total = Object.values(amounts).reduce((a, b) => a + b, 0n);
          const distribution = JSON.stringify({ merkleRoot: tree.getHexRoot(), tokenTotal: toBeHex(total), claims });

          const shards = {};
          for (const [account, amount] of rows) (shards[account.slice(2, 3)] ??= []).push([account, { balance: amount }]);
          const roots = Object.fromEntries(Object.entries(shards).map(([name, entries]) =>
            [name, sorted(entries.map(([a, { balance }]) => solidityPackedKeccak256(['address', 'uint256'], [a, balance]))).getHexRoot()]));
          const top = sorted(Object.values(roots));
          const files = { 'root.json': JSON.stringify({ root: top.getHexRoot(), shardNybbles: 1, total: total.toString() }) };
          for (const [name, entries] of Object.entries(shards))
            files[`${name}.json`] = JSON.stringify({ proof: top.getHexProof(roots[name]), entries: Object.fromEntries(entries) });
          return { distribution, files };
        }));
        """;

    private static readonly int[] Sizes = [1, 2, 3, 7, 40, 300];
    private static readonly string Sound = Write(Build(7));

    [Fact]
    public async Task Distributions_and_shards_are_those_of_the_tools_byte_for_byte()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        int seed = Seeds.Next("DistributionTests");
        var random = new Random(seed);
        // By account, in which order the tool of ENS was given its rows too.
        RecipientRow[][] lists = [.. Sizes.Select(s => RandomRows.Make(random, s).Select(r => r with { Amount = new UInt256(r.Amount.ToBigEndian().AsSpan(2)) }).OrderBy(r => r.Account).ToArray())];
        string input = JsonSerializer.Serialize(lists.Select(l => l.Select(r => new[] { r.Account.ToLowerHex(), r.Amount.ToString() })));
        JsonElement theirs = await NodeOracle.AskAsync(Script, input, ct);
        for (int i = 0; i < lists.Length; i++)
        {
            string where = $"seed {seed}, {Sizes[i]} rows";
            Assert.True(Write(MerkleTree.Build(TreeKind.Uniswap, lists[i], ct).Value) == theirs[i].GetProperty("distribution").GetString(), where);
            var files = new Dictionary<string, string>();
            ProofShardWriter.Write(MerkleTree.Build(TreeKind.Sharded(1), lists[i], ct).Value, name => new KeptStream(bytes => files.Add(name, Encoding.UTF8.GetString(bytes))), new ProofShardOptions { AsEns = true }, ct);
            Dictionary<string, string> expected = theirs[i].GetProperty("files").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!);
            Assert.True(expected.OrderBy(f => f.Key, StringComparer.Ordinal).SequenceEqual(files.OrderBy(f => f.Key, StringComparer.Ordinal)), where);
            MerkleTree read = ProofShardChecker.Check(name => files.TryGetValue(name, out string? text) ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null, ct).Value;
            Assert.True(read.Count == Sizes[i], where);
        }
    }

    [Fact]
    public void What_is_written_is_sound_and_comes_back()
    {
        Assert.Equal(TreeKind.Uniswap, Check(Sound).Value.Kind);
        Assert.Equal(Build(7).Root, Check(Sound).Value.Root);
        Assert.Equal(Build(1).Root, Check(Write(Build(1))).Value.Root);
    }

    [Theory]
    [InlineData("\"amount\":\"0x04\"", "\"amount\":\"0x05\"", "Claim 4, index 3, 0x0000000000000000000000000000000000000004 with 5")]
    [InlineData("\"index\":3", "\"index\":9", "Claim 4, index 9")]
    [InlineData("\"tokenTotal\":\"0x1c\"", "\"tokenTotal\":\"0x1d\"", "The amounts add up to 28")]
    public void Names_the_first_claim_that_does_not_fit(string old, string now, string message)
    {
        Fault fault = Assert.Single(Check(Sound.Replace(old, now, StringComparison.Ordinal)).Faults);
        Assert.Equal(("tree.distribution-mismatch", "file.json"), (fault.Code, fault.File));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("more claim", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_claims_do_not_fit()
    {
        Fault fault = Assert.Single(Check(Sound.Replace(Build(7).Root.ToString(), Hash32.Zero.ToString(), StringComparison.Ordinal)).Faults);
        Assert.StartsWith("Claim 1, index 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("6 more claims do not fit", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_was_left_out_is_noticed()
    {
        int last = Sound.LastIndexOf(",\"0x", Sound.IndexOf("\"index\":6", StringComparison.Ordinal), StringComparison.Ordinal);
        Fault fault = Assert.Single(Check(Sound[..last] + "}}").Faults);
        Assert.Equal(("tree.distribution-mismatch", "merkleRoot"), (fault.Code, fault.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"merkleRoot\":\"0x12\"}")]
    [InlineData("{\"merkleRoot\":\"0x0000000000000000000000000000000000000000000000000000000000000000\",\"tokenTotal\":\"0x0\",\"claims\":{}}")]
    [InlineData("{\"merkleRoot\":\"0x0000000000000000000000000000000000000000000000000000000000000000\",\"tokenTotal\":\"0x0\",\"claims\":{\"vitalik.eth\":{}}}")]
    [InlineData("{\"merkleRoot\":\"0x0000000000000000000000000000000000000000000000000000000000000000\",\"tokenTotal\":\"0x0\",\"claims\":{\"0x0000000000000000000000000000000000000001\":{\"index\":0,\"amount\":1e3,\"proof\":[]}}}")]
    [InlineData("{\"merkleRoot\":\"0x0000000000000000000000000000000000000000000000000000000000000000\",\"tokenTotal\":\"0x0\",\"claims\":{\"0x0000000000000000000000000000000000000001\":{\"index\":-1,\"amount\":\"1\",\"proof\":[]}}}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]}")]
    [InlineData("{\"claims\":{},\"claims\":{}}")]
    public void Refuses_what_is_no_distribution(string text) => Assert.Equal("tree.distribution-malformed", Assert.Single(Check(text).Faults).Code);

    [Fact]
    public void Never_takes_a_damaged_distribution_and_never_throws()
    {
        int seed = Seeds.Next("DistributionTests");
        var random = new Random(seed);
        byte[] sound = Encoding.UTF8.GetBytes(Sound);
        for (int round = 0; round < 3_000; round++)
        {
            byte[] damaged = [.. sound];
            int at = random.Next(damaged.Length);
            damaged[at] ^= (byte)random.Next(1, 256);
            Result<MerkleTree> result = DistributionChecker.Check(new MemoryStream(damaged), new DumpReadOptions { FileName = "x" }, TestContext.Current.CancellationToken);
            bool sameValue = (damaged[at] ^ sound[at]) == 0x20 || (sound[at] == (byte)'x' && damaged[at] == (byte)'0');   // 0xab as 0xAB, 0x04 as 0004
            Assert.True(!result.IsOk || (result.Value.Root == Build(7).Root && sameValue), $"seed {seed}, round {round}, byte {at}");
        }

        for (int length = 0; length < Sound.Length; length += 7)
            Assert.False(Check(Sound[..length]).IsOk, $"cut at {length}");
    }

    [Fact]
    public void Limits_end_in_faults()
    {
        Assert.Equal("tree.dump-too-large", Assert.Single(Check(Sound, o => o with { MaxLeaves = 6 }).Faults).Code);
        Assert.Equal("tree.dump-too-large", Assert.Single(Check(Sound, o => o with { MaxBytes = 100 }).Faults).Code);
    }

    [Fact]
    public void Other_kinds_have_no_distribution()
    {
        MerkleTree packed = MerkleTree.Build(TreeKind.Packed, [RealLists.Row(1, 1)], TestContext.Current.CancellationToken).Value;
        Assert.Equal("tree.distribution-kind", DistributionWriter.Write(packed, Stream.Null, TestContext.Current.CancellationToken)?.Code);
    }

    private static MerkleTree Build(int count) => MerkleTree.Build(TreeKind.Uniswap, [.. Enumerable.Range(1, count).Select(i => RealLists.Row((ulong)i, (ulong)i))]).Value;

    private static string Write(MerkleTree tree)
    {
        using var stream = new MemoryStream();
        Assert.Null(DistributionWriter.Write(tree, stream));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Result<MerkleTree> Check(string text, Func<DumpReadOptions, DumpReadOptions>? change = null)
    {
        var options = new DumpReadOptions { FileName = "file.json" };
        return DistributionChecker.Check(new MemoryStream(Encoding.UTF8.GetBytes(text)), change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }
}
