using System.Text;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Tests.Abi.Dynamic;

/// <summary>Random types, values and bytes.</summary>
internal static class RandomAbi
{
    private static readonly string[] Leaves = ["uint8", "uint64", "uint72", "uint256", "int8", "int64", "int200", "int256", "bool", "address", "bytes1", "bytes32", "bytes", "string"];

    public static DynamicType Tuple(Random random) => new("tuple", 0, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Type(random, 3))]);

    public static DynamicType Type(Random random, int depth) => (depth == 0 ? 9 : random.Next(10)) switch
    {
        0 or 1 => new DynamicType("array", 0, [Type(random, depth - 1)]),
        2 => new DynamicType("fixed", random.Next(1, 4), [Type(random, depth - 1)]),
        3 => new DynamicType("tuple", 0, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Type(random, depth - 1))]),
        _ => DynamicType.Parse(Leaves[random.Next(Leaves.Length)]),
    };

    public static object Value(Random random, DynamicType type)
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
                return Enumerable.Range(0, count).Select(i => Value(random, type.Parts[type.Kind == "tuple" ? i : 0])).ToArray();
        }
    }

    /// <summary>Words that look like offsets, lengths and small numbers more often than chance would have it.</summary>
    public static byte[] Words(Random random)
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

    public static byte[] Damage(Random random, byte[] data)
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
