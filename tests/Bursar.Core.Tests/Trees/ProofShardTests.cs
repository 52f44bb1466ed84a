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

public sealed class ProofShardTests
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<string> _opened = [];

    [Theory]
    [InlineData("standard", null, 16)]
    [InlineData("packed", 2, 256)]
    [InlineData("sharded:1", null, 16)]
    [InlineData("sharded:2", null, 256)]
    [InlineData("sharded:3", null, 4_096)]
    public void Finds_every_row_by_reading_one_file(string text, int? nybbles, int files)
    {
        int seed = Seeds.Next("ProofShardTests");
        RecipientRow[] rows = RandomRows.Make(new Random(seed), 600, repeatAccounts: true);
        MerkleTree tree = Build(TreeKind.Parse(text).Value, rows);
        Write(tree, new ProofShardOptions { Nybbles = nybbles });
        Assert.Equal(files + 1, _files.Count);
        ProofShards shards = ProofShards.Open(Open).Value;
        Assert.Equal((tree.Kind, tree.Root, tree.Total), (shards.Kind, shards.Root, shards.Total));
        for (int i = 0; i < rows.Length; i += 7)
        {
            _opened.Clear();
            IReadOnlyList<ProofEntry> found = shards.Find(rows[i].Account).Value;
            Assert.True(found.Count == rows.Count(r => r.Account == rows[i].Account), $"seed {seed}, row {i}");
            ProofEntry entry = found.Single(e => e.Row == rows[i]);
            Assert.True(entry.Proof.SequenceEqual(tree.GetProof(i)), $"seed {seed}, row {i}");
            Assert.Equal(tree.PositionOf(i), entry.Position);
            Assert.Single(_opened);
        }

        Assert.Empty(shards.Find(RealLists.AddressOf(123)).Value);
    }

    [Fact]
    public void The_same_rows_in_another_order_give_the_same_bytes()
    {
        int seed = Seeds.Next("ProofShardTests");
        var random = new Random(seed);
        RecipientRow[] rows = RandomRows.Make(random, 100, repeatAccounts: true);
        Write(Build(TreeKind.Sharded(1), rows));
        Dictionary<string, byte[]> first = new(_files);
        random.Shuffle(rows);
        Write(Build(TreeKind.Sharded(1), rows));
        Assert.All(first, f => Assert.True(f.Value.AsSpan().SequenceEqual(_files[f.Key]), $"seed {seed}, {f.Key}"));
    }

    [Fact]
    public void Compact_shards_have_the_shape_of_ens_and_their_proofs_are_computed()
    {
        RecipientRow[] rows = RandomRows.Make(new Random(5), 300);
        MerkleTree tree = Build(TreeKind.Sharded(2), rows);
        Write(tree, new ProofShardOptions { FullProofs = false });
        string prefix = rows[0].Account.ToLowerHex()[2..4];
        using JsonDocument file = JsonDocument.Parse(_files[$"{prefix}.json"]);
        JsonElement entry = file.RootElement.GetProperty("entries").GetProperty(rows[0].Account.ToLowerHex());
        Assert.Equal(rows[0].Amount.ToString(), entry.GetProperty("balance").GetString());
        Assert.Single(entry.EnumerateObject());

        // As another project writes them: no format, no kind, checksummed keys, members of its own, no files for empty prefixes.
        _files["root.json"] = Encoding.UTF8.GetBytes($"{{\"root\":\"{tree.Root}\",\"shardNybbles\":2,\"total\":\"{tree.Total}\"}}");
        string foreign = Encoding.UTF8.GetString(_files[$"{prefix}.json"])
            .Replace(rows[0].Account.ToLowerHex(), rows[0].Account.ToString(), StringComparison.Ordinal)
            .Replace("{\"balance\"", "{\"pastTokens\":\"1\",\"balance\"", StringComparison.Ordinal);
        _files[$"{prefix}.json"] = Encoding.UTF8.GetBytes(foreign);
        foreach (string empty in _files.Where(f => f.Value.Length < 40).Select(f => f.Key).ToArray())
            _files.Remove(empty);

        ProofShards shards = ProofShards.Open(Open).Value;
        for (int i = 0; i < rows.Length; i++)
        {
            ProofEntry found = Assert.Single(shards.Find(rows[i].Account).Value);
            Assert.True(found.Proof.SequenceEqual(tree.GetProof(i)));
            Assert.Equal(tree.PositionOf(i), found.Position);
        }

        string missing = Enumerable.Range(0, 256).Select(i => i.ToString("x2")).First(p => !_files.ContainsKey($"{p}.json"));
        Assert.Empty(shards.Find(Address.Parse($"0x{missing}{new string('0', 38)}")).Value);
    }

    [Fact]
    public void A_changed_amount_position_or_proof_is_a_fault()
    {
        RecipientRow[] rows = [RealLists.Row(1, 1_234), RealLists.Row(2, 5_678)];
        MerkleTree tree = Build(TreeKind.Standard, rows);
        foreach (string old in new[] { "\"1234\"", $"\"{tree.PositionOf(0)}\",\"proof\":[\"{tree.GetProof(0)[0]}", tree.GetProof(0)[0].ToString() })
        {
            Write(tree);
            string text = Encoding.UTF8.GetString(_files["0.json"]);
            string now = old switch
            {
                "\"1234\"" => "\"1235\"",
                ['"', ..] => old.Replace($"\"{tree.PositionOf(0)}\"", "\"9\"", StringComparison.Ordinal),
                _ => tree.GetProof(1)[0].ToString(),
            };
            _files["0.json"] = Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
            Assert.Equal("tree.shard-mismatch", Assert.Single(ProofShards.Open(Open).Value.Find(rows[0].Account).Faults).Code);
        }
    }

    [Fact]
    public void A_lost_file_is_a_fault()
    {
        Write(Build(TreeKind.Packed, [RealLists.Row(1, 1)]));
        _files.Remove("f.json");
        Result<IReadOnlyList<ProofEntry>> result = ProofShards.Open(Open).Value.Find(Address.Parse("0xf" + new string('1', 39)));
        Assert.Equal("tree.shard-missing", Assert.Single(result.Faults).Code);
        _files.Clear();
        Assert.Equal("tree.shard-missing", Assert.Single(ProofShards.Open(Open).Faults).Code);
    }

    [Fact]
    public void Damaged_files_are_faults_and_never_exceptions()
    {
        int seed = Seeds.Next("ProofShardTests");
        var random = new Random(seed);
        RecipientRow[] rows = [.. Enumerable.Range(1, 6).Select(i => RealLists.Row((ulong)i, (ulong)i))];
        MerkleTree tree = Build(TreeKind.Sharded(1), rows);
        Write(tree);
        Dictionary<string, byte[]> sound = new(_files);
        for (int round = 0; round < 5_000; round++)
        {
            string name = round % 2 == 0 ? "root.json" : "0.json";
            byte[] damaged = [.. sound[name]];
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            _files[name] = damaged;
            Result<ProofShards> shards = ProofShards.Open(Open);
            if (shards.IsOk && shards.Value.Find(rows[3].Account) is { IsOk: true } found && shards.Value.Root == tree.Root)
                Assert.True(found.Value.All(e => e.Row == rows[3] && MerkleProof.Verify(tree.Kind, e.Row, e.Proof, tree.Root)), $"seed {seed}, round {round}");
            _files[name] = sound[name];
        }
    }

    [Fact]
    public void Ens_is_found_in_its_shards()
    {
        RecipientList list = RealLists.Ens();
        MerkleTree tree = MerkleTree.Build(TreeKind.Sharded(2), list, TestContext.Current.CancellationToken).Value;
        Write(tree, new ProofShardOptions { FullProofs = false });
        ProofShards shards = ProofShards.Open(Open).Value;
        for (int i = 0; i < list.Count; i += 2_500)
            Assert.Equal(tree.PositionOf(i), Assert.Single(shards.Find(list.Rows[i].Account).Value).Position);
    }

    private static MerkleTree Build(TreeKind kind, RecipientRow[] rows) => MerkleTree.Build(kind, rows, TestContext.Current.CancellationToken).Value;

    private void Write(MerkleTree tree, ProofShardOptions? options = null)
    {
        _files.Clear();
        ProofShardWriter.Write(tree, name => new KeptStream(bytes => _files.Add(name, bytes)), options, TestContext.Current.CancellationToken);
    }

    private MemoryStream? Open(string name)
    {
        _opened.Add(name);
        return _files.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes) : null;
    }
}
