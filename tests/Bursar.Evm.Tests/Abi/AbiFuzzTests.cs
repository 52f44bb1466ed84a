using System.Text;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Abi.Dynamic;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

/// <summary>Hostile bytes: a value comes out that encodes to something equal, or an AbiException; nothing else, and never more memory than the bytes justify.</summary>
public sealed class AbiFuzzTests
{
    private static readonly string[] Leaves = ["uint8", "uint64", "uint72", "uint256", "int8", "int64", "int200", "int256", "bool", "address", "bytes1", "bytes32", "bytes", "string"];

    [Fact]
    public void Random_values_survive_a_round_trip_in_the_exact_layout()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++)
        {
            DynamicType type = RandomTuple(random);
            object[] values = (object[])RandomValue(random, type);
            object[] decoded = DynamicCodec.Decode(type, DynamicCodec.Encode(type, values), AbiLayout.Exact);
            Assert.True(DynamicCodec.Same(values, decoded), $"seed {seed}, round {i}: {DynamicCodec.Print(values)} became {DynamicCodec.Print(decoded)}");
        }
    }

    [Theory]
    [InlineData(AbiLayout.FollowOffsets)]
    [InlineData(AbiLayout.Exact)]
    public void Random_bytes_and_damaged_encodings_give_a_value_or_an_AbiException(AbiLayout layout)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        (int decodedCount, int refusedCount) = (0, 0);
        for (int i = 0; i < 20_000; i++)
        {
            DynamicType type = RandomTuple(random);
            byte[] data = i % 4 == 0 ? RandomWords(random) : Damage(random, DynamicCodec.Encode(type, (object[])RandomValue(random, type)));
            string label = $"seed {seed}, round {i}";
            object[]? values = TryDecode(type, data, layout, label);
            refusedCount += values is null ? 1 : 0;
            decodedCount += values is null ? 0 : 1;
            if (values is null)
                continue;
            byte[] again = DynamicCodec.Encode(type, values);
            Assert.True(layout != AbiLayout.Exact || again.AsSpan().SequenceEqual(data), $"{label}: exact data encodes to other bytes");
            Assert.True(again.Length <= data.Length, $"{label}: {data.Length} bytes became {again.Length}");
            Assert.True(DynamicCodec.Same(values, DynamicCodec.Decode(type, again, AbiLayout.Exact)), $"{label}: the value changes when it is encoded again");
        }

        Assert.True(decodedCount > 500, $"seed {seed}: only {decodedCount} damaged encodings decode");
        Assert.True(refusedCount > 500, $"seed {seed}: only {refusedCount} damaged encodings are refused");
    }

    [Fact]
    public void Error_decoding_never_throws()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] data = [.. i % 2 == 0 ? [0x08, 0xc3, 0x79, 0xa0] : new byte[] { 0x4e, 0x48, 0x7b, 0x71 }, .. RandomWords(random)];
            byte[] cut = data[..random.Next(data.Length + 1)];
            Exception? thrown = Record.Exception(() => PanicOrError.Decode(cut));
            Assert.True(thrown is null, $"seed {seed}, round {i}: {thrown}");
        }
    }

    private static object[]? TryDecode(DynamicType type, byte[] data, AbiLayout layout, string label)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return DynamicCodec.Decode(type, data, layout);
        }
        catch (AbiException)
        {
            return null;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{label}: {e.GetType().Name} instead of an AbiException", e);
        }
        finally
        {
            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used <= 32_768 + (16L * data.Length), $"{label}: {used} bytes allocated for {data.Length}");
        }
    }

    private static DynamicType RandomTuple(Random random) => new("tuple", 0, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomType(random, 3))]);

    private static DynamicType RandomType(Random random, int depth) => (depth == 0 ? 9 : random.Next(10)) switch
    {
        0 or 1 => new DynamicType("array", 0, [RandomType(random, depth - 1)]),
        2 => new DynamicType("fixed", random.Next(1, 4), [RandomType(random, depth - 1)]),
        3 => new DynamicType("tuple", 0, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomType(random, depth - 1))]),
        _ => DynamicType.Parse(Leaves[random.Next(Leaves.Length)]),
    };

    private static object RandomValue(Random random, DynamicType type)
    {
        byte[] word = new byte[32];
        random.NextBytes(word);
        switch (type.Kind)
        {
            case "uint":
                return new UInt256(word) >> (256 - random.Next(1, type.Size + 1));
            case "int":
                UInt256 magnitude = new UInt256(word) >> (257 - random.Next(1, type.Size + 1));
                return Int256.FromMagnitude(random.Next(2) == 0, magnitude);
            case "bool":
                return random.Next(2) == 0;
            case "address":
                return new Address(word.AsSpan(12));
            case "bytesN":
                return new FixedBytes(word.AsSpan(0, type.Size));
            case "bytes":
                return word[..random.Next(33)];
            case "string":
                return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => new Rune(random.Next(0x100, 0xd000)).ToString()));
            default:
                int count = type.Kind switch { "array" => random.Next(4), "fixed" => type.Size, _ => type.Parts.Count };
                return Enumerable.Range(0, count).Select(i => RandomValue(random, type.Parts[type.Kind == "tuple" ? i : 0])).ToArray();
        }
    }

    /// <summary>Words that look like offsets, lengths and small numbers more often than chance would have it.</summary>
    private static byte[] RandomWords(Random random)
    {
        byte[] data = new byte[(32 * random.Next(0, 24)) + (random.Next(8) == 0 ? random.Next(32) : 0)];
        for (int at = 0; at + 32 <= data.Length; at += 32)
        {
            switch (random.Next(4))
            {
                case 0:
                    data[at + 31] = (byte)(32 * random.Next(8));
                    data[at + 30] = (byte)random.Next(2);
                    break;
                case 1:
                    data[at + 31] = (byte)random.Next(4);
                    break;
                case 2:
                    random.NextBytes(data.AsSpan(at, 32));
                    break;
                default:
                    break;
            }
        }

        return data;
    }

    private static byte[] Damage(Random random, byte[] data)
    {
        byte[] damaged = [.. data];
        for (int n = random.Next(1, 4); n > 0 && damaged.Length > 0; n--)
        {
            int word = 32 * random.Next((damaged.Length + 31) / 32);
            switch (random.Next(5))
            {
                case 0:
                    damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged = damaged[..random.Next(damaged.Length + 1)];
                    break;
                case 2:
                    damaged = [.. damaged, .. new byte[32]];
                    break;
                case 3 when word + 32 <= damaged.Length:
                    ((UInt256)(uint)(32 * random.Next(12))).WriteBigEndian(damaged.AsSpan(word, 32));
                    break;
                default:
                    damaged = [.. damaged[..Math.Min(word, damaged.Length)], .. new byte[32], .. damaged[Math.Min(word, damaged.Length)..]];
                    break;
            }
        }

        return damaged;
    }
}
