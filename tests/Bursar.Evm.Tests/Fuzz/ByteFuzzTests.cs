using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;
using Bursar.Evm.Tests.Transactions;
using Bursar.Evm.Transactions;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Fuzz;

/// <summary>Damaged RLP and damaged transactions, beside ethers: the same are read, and to the same.</summary>
public sealed class ByteFuzzTests
{
    private const int Cases = 5_000;

    /// <summary>ethers reads lengths that are not the shortest; what it does not write back as it was is not RLP.</summary>
    [Fact]
    public async Task RLP_is_read_exactly_when_ethers_reads_it_and_writes_the_same_bytes()
    {
        int seed = Seeds.Next("RLP");
        var random = new Random(seed);
        byte[][] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(i => i % 5 == 0 ? Heads(random) : Damage.Bytes(random, Some(random)))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => new JsonObject { ["op"] = "rlp.read", ["data"] = Hex.Encode(c) })]);
        (int read, int refused) = (0, 0);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {Hex.Encode(cases[i])} {answers[i].GetRawText()}";
            JsonNode? ours = TryRead(cases[i]);
            bool canonical = answers[i].TryGetProperty("ok", out JsonElement ok) && ok.GetProperty("again").GetString() == Hex.Encode(cases[i]);
            Assert.True(ours is not null == canonical, label);
            (read, refused) = ours is null ? (read, refused + 1) : (read + 1, refused);
            if (ours is not null)
                Assert.True(JsonNode.DeepEquals(ours, JsonNode.Parse(ok.GetProperty("value").GetRawText())), label);
        }

        Assert.True(read > cases.Length / 50 && refused > cases.Length / 10, $"seed {seed}: {read} read, {refused} refused");
    }

    [Fact]
    public async Task Damaged_transactions_are_read_as_by_ethers()
    {
        int seed = Seeds.Next("damaged transactions");
        var random = new Random(seed);
        using PrivateKey key = PrivateKey.FromBytes(SomeTransactions.SomeBytes(random, 32));
        byte[][] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(_ => Touch(random, SomeTransactions.Any(random, key).Sign(key).Raw))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => new JsonObject { ["op"] = "tx.read", ["raw"] = Hex.Encode(c) })]);
        (int read, int refused) = (0, 0);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {Hex.Encode(cases[i])} {answers[i].GetRawText()}";
            bool theirs = answers[i].TryGetProperty("ok", out JsonElement ok) && ok.GetProperty("again").GetString() == Hex.Encode(cases[i]) && ok.GetProperty("valid").GetBoolean();
            if (!SignedTransaction.TryDecode(cases[i], out SignedTransaction? ours))
            {
                refused++;
                Assert.True(!theirs || IsKnownDifference(cases[i], ok), label);
                continue;
            }

            read++;
            Assert.Equal(cases[i], ours.Transaction.WithSignature(ours.Signature).Raw);
            if (!answers[i].TryGetProperty("ok", out _))
                continue; // ethers holds nonces and chain ids in numbers of 53 bits
            Assert.True(theirs, label);
            Assert.True(ok.GetProperty("hash").GetString() == ours.Hash.ToString() && ok.GetProperty("from").GetString() == ours.From.ToString(), label);
        }

        Assert.True(read > cases.Length / 10 && refused > cases.Length / 10, $"seed {seed}: {read} read, {refused} refused");
    }

    /// <summary>What EIPs forbid and ethers takes: creation by types 3 and 4, no blobs or authorisations, blob hashes of another version, chain ids above 64 bits.</summary>
    private static bool IsKnownDifference(byte[] raw, JsonElement ok) => ok.GetProperty("type").GetInt32() is 3 or 4 || raw.Length > 0 && ok.GetProperty("chainId").GetString()!.Length > 19;

    private static byte[] Touch(Random random, byte[] raw) => random.Next(3) == 0 ? Damage.Bytes(random, raw) : Flip(random, raw);

    /// <summary>One byte behind the heads: most such transactions are another transaction.</summary>
    private static byte[] Flip(Random random, byte[] raw)
    {
        raw[random.Next(Math.Min(4, raw.Length - 1), raw.Length)] ^= (byte)(1 << random.Next(8));
        return raw;
    }

    private static byte[] Heads(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 12)];
        byte[] heads = [0x00, 0x7f, 0x80, 0x81, 0x82, 0xb7, 0xb8, 0xb9, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xf7, 0xf8, 0xf9, 0xff];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = random.Next(2) == 0 ? heads[random.Next(heads.Length)] : (byte)random.Next(8);
        return bytes;
    }

    private static byte[] Some(Random random)
    {
        var writer = new RlpWriter([]);
        Write(random, ref writer, 4);
        byte[] bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static void Write(Random random, ref RlpWriter writer, int depth)
    {
        if (depth == 0 || random.Next(3) != 0)
        {
            writer.WriteBytes(SomeTransactions.SomeBytes(random, random.Next(4) == 0 ? random.Next(50, 70) : random.Next(4)));
            return;
        }

        int list = writer.BeginList();
        for (int i = random.Next(5); i > 0; i--)
            Write(random, ref writer, depth - 1);
        writer.EndList(list);
    }

    private static JsonNode? TryRead(byte[] bytes)
    {
        var reader = new RlpReader(bytes);
        return TryItem(ref reader, out JsonNode? item) && reader.TryReadEnd() ? item : null;
    }

    private static bool TryItem(ref RlpReader reader, out JsonNode? item)
    {
        item = null;
        if (!reader.IsList)
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> bytes))
                return false;
            item = Hex.Encode(bytes);
            return true;
        }

        if (!reader.TryReadList(out RlpReader items))
            return false;
        var list = new JsonArray();
        item = list;
        while (!items.IsAtEnd)
        {
            if (!TryItem(ref items, out JsonNode? inner))
                return false;
            list.Add(inner);
        }

        return true;
    }
}
