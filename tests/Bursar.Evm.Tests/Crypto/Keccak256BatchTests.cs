using System.Runtime.InteropServices;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Crypto;

public sealed class Keccak256BatchTests
{
    private static readonly int Seed = Seeds.Next("Keccak256BatchTests");

    public static TheoryData<int> Paths()
    {
        var paths = new TheoryData<int>();
        foreach (KeccakPath path in Enum.GetValues<KeccakPath>().Where(Keccak256Batch.IsSupported))
            paths.Add((int)path);
        return paths;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_gives_the_published_hashes(int path)
    {
        int count = 0;
        foreach (IGrouping<int, (byte[] Data, Hash32 Hash)> group in EthersVectors.Load("hashes")
            .Select(t => (Data: Hex.Decode(t.Text("data")), Hash: Hash32.Parse(t.Text("keccak256"))))
            .Where(t => t.Data.Length <= Keccak256Batch.MaxLength).GroupBy(t => t.Data.Length))
        {
            // Repeated, so that each case goes through the lanes and through what is left over.
            (byte[] Data, Hash32 Hash)[] cases = [.. Enumerable.Repeat(group, 11).SelectMany(g => g)];
            var hashes = new Hash32[cases.Length];
            byte[] messages = [.. cases.SelectMany(c => c.Data), 0];
            if (group.Key > 0)
                Keccak256Batch.Hash((KeccakPath)path, messages, group.Key, group.Key, hashes);
            else
                Keccak256Batch.Hash((KeccakPath)path, new byte[cases.Length], 0, 1, hashes);
            Assert.Equal(cases.Select(c => c.Hash), hashes);
            count += group.Count();
        }

        EthersVectors.Ran($"Keccak-256, {(KeccakPath)path}", count, 200);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_length_and_number_of_messages_hashes_as_one_by_one(int path)
    {
        var random = new Random(Seed);
        for (int length = 0; length <= Keccak256Batch.MaxLength; length++)
        {
            int count = random.Next(1, 30);
            int stride = Math.Max(1, length) + random.Next(0, 3);
            byte[] messages = new byte[((count - 1) * stride) + length];
            random.NextBytes(messages);
            var hashes = new Hash32[count + 1];
            Keccak256Batch.Hash((KeccakPath)path, messages, length, stride, hashes.AsSpan(0, count));
            for (int i = 0; i < count; i++)
                Assert.True(Keccak256.Hash(messages.AsSpan(i * stride, length)) == hashes[i], $"message {i} of {count}, length {length}, stride {stride}, seed {Seed}");
            Assert.True(hashes[count].IsZero, $"a hash too many was written; length {length}, seed {Seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Hashes_can_take_the_place_of_their_messages(int path)
    {
        Hash32[] nodes = RandomNodes(29);
        Hash32[] expected = [.. nodes.Select(n => Keccak256.Hash(n.Span))];
        Keccak256Batch.Hash((KeccakPath)path, MemoryMarshal.AsBytes(nodes.AsSpan()), 32, 32, nodes);
        Assert.Equal(expected, nodes);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Pairs_hash_as_one_by_one_in_either_order(int path)
    {
        for (int count = 0; count <= 35; count++)
        {
            Hash32[] nodes = RandomNodes((2 * count) + 1);
            if (count > 9)
            {
                nodes[3] = nodes[2]; // equal nodes
                nodes[17] = WithLastByte(nodes[16], 1); // nodes that differ in their last byte only
                nodes[16] = WithLastByte(nodes[16], 2);
            }

            foreach (bool sorted in (ReadOnlySpan<bool>)[false, true])
            {
                var parents = new Hash32[count + 1];
                Keccak256Batch.HashPairs((KeccakPath)path, nodes, parents.AsSpan(0, count), sorted);
                for (int i = 0; i < count; i++)
                {
                    Hash32[] pair = [nodes[2 * i], nodes[(2 * i) + 1]];
                    if (sorted)
                        Array.Sort(pair);
                    Assert.True(Keccak256.Hash(MemoryMarshal.AsBytes(pair.AsSpan())) == parents[i], $"pair {i} of {count}, sorted {sorted}, seed {Seed}");
                }

                Assert.True(parents[count].IsZero);
            }
        }
    }

    [Fact]
    public void Refuses_what_does_not_lie_within_the_messages()
    {
        Assert.Throws<ArgumentException>(() => Keccak256Batch.Hash(new byte[63], 32, 32, new Hash32[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256Batch.Hash(new byte[1000], 136, 136, new Hash32[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256Batch.Hash(new byte[1000], -1, 32, new Hash32[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256Batch.Hash(new byte[1000], 32, 31, new Hash32[1]));
        Assert.Throws<ArgumentException>(() => Keccak256Batch.Hash(new byte[100], 32, int.MaxValue, new Hash32[3]));
        Assert.Throws<ArgumentException>(() => Keccak256Batch.HashPairs(new Hash32[3], new Hash32[2], sorted: true));
        var nodes = new Hash32[12];
        Assert.Throws<ArgumentException>(() => Keccak256Batch.HashPairs(nodes.AsSpan(0, 8), nodes.AsSpan(7, 4), sorted: true));
    }

    [Fact]
    public void Takes_the_widest_path_of_the_processor() => Assert.Equal(
        Keccak256Batch.IsSupported(KeccakPath.Avx512) ? 8 : Keccak256Batch.IsSupported(KeccakPath.Avx2) ? 4 : 1, Keccak256Batch.Lanes);

    private static Hash32[] RandomNodes(int count)
    {
        var nodes = new Hash32[count];
        new Random(Seed ^ count).NextBytes(MemoryMarshal.AsBytes(nodes.AsSpan()));
        return nodes;
    }

    private static Hash32 WithLastByte(Hash32 node, byte last)
    {
        byte[] bytes = node.ToArray();
        bytes[31] = last;
        return new Hash32(bytes);
    }
}
