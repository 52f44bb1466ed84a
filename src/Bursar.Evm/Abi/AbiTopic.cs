using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>Makes the topic that an indexed value type has in a log (ABI specification, "Events").</summary>
public static class AbiTopic
{
    /// <summary>The topic of a <c>bool</c>.</summary>
    public static Hash32 Of(bool value) => Of(value ? 1UL : 0);

    /// <summary>The topic of an <c>address</c>.</summary>
    public static Hash32 Of(Address value)
    {
        var writer = new AbiWriter(32);
        writer.WriteAddress(value);
        return new Hash32(writer.Finish());
    }

    /// <summary>The topic of a <c>bytes32</c>, or a hash as it is.</summary>
    public static Hash32 Of(Hash32 value) => value;

    /// <summary>The topic of a <c>bytes1</c> to <c>bytes31</c>.</summary>
    public static Hash32 Of(FixedBytes value)
    {
        var writer = new AbiWriter(32);
        writer.WriteFixedBytes(value, value.Length);
        return new Hash32(writer.Finish());
    }

    /// <summary>The topic of an unsigned integer.</summary>
    public static Hash32 Of(UInt256 value)
    {
        var writer = new AbiWriter(32);
        writer.WriteUInt256(value);
        return new Hash32(writer.Finish());
    }

    /// <summary>The topic of a signed integer.</summary>
    public static Hash32 Of(Int256 value) => Of(value.Bits);

    /// <summary>The topic of a <c>uint8</c>.</summary>
    public static Hash32 Of(byte value) => Of((UInt256)(uint)value);

    /// <summary>The topic of a <c>uint16</c>.</summary>
    public static Hash32 Of(ushort value) => Of((UInt256)(uint)value);

    /// <summary>The topic of a <c>uint24</c> or <c>uint32</c>.</summary>
    public static Hash32 Of(uint value) => Of((UInt256)value);

    /// <summary>The topic of a <c>uint40</c> to <c>uint64</c>.</summary>
    public static Hash32 Of(ulong value) => Of((UInt256)value);

    /// <summary>The topic of an <c>int8</c>.</summary>
    public static Hash32 Of(sbyte value) => Of((Int256)value);

    /// <summary>The topic of an <c>int16</c>.</summary>
    public static Hash32 Of(short value) => Of((Int256)value);

    /// <summary>The topic of an <c>int24</c> or <c>int32</c>.</summary>
    public static Hash32 Of(int value) => Of((Int256)value);

    /// <summary>The topic of an <c>int40</c> to <c>int64</c>.</summary>
    public static Hash32 Of(long value) => Of((Int256)value);
}
