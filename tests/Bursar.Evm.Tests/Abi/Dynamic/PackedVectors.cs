using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Tests.Abi.Dynamic;

/// <summary>Packs a value by a type known at run time. The elements of an array take a whole word each, as the specification says.</summary>
internal static class PackedVectors
{
    public static byte[] Pack(DynamicType type, object value)
    {
        var packed = new AbiPacked(32);
        return type.Kind switch
        {
            "uint" => packed.Append((UInt256)value, type.Size).ToArray(),
            "int" => packed.Append((Int256)value, type.Size).ToArray(),
            "bool" => packed.Append((bool)value).ToArray(),
            "address" => packed.Append((Address)value).ToArray(),
            "bytesN" => packed.Append((FixedBytes)value).ToArray(),
            "bytes" => packed.Append((byte[])value).ToArray(),
            "string" => packed.Append((string)value).ToArray(),
            _ => [.. ((object[])value).SelectMany(item => Element(type.Parts[0], item))],
        };
    }

    private static byte[] Element(DynamicType type, object value) =>
        type.IsValueType ? DynamicCodec.Encode(new DynamicType("tuple", 0, [type]), [value]) : Pack(type, value);
}
