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

    private static byte[] Element(DynamicType type, object value) => type.Kind switch
    {
        "uint" => new AbiPacked(32).AppendElement((UInt256)value).ToArray(),
        "int" => new AbiPacked(32).AppendElement((Int256)value).ToArray(),
        "bool" => new AbiPacked(32).AppendElement((bool)value).ToArray(),
        "address" => new AbiPacked(32).AppendElement((Address)value).ToArray(),
        "bytesN" => new AbiPacked(32).AppendElement((FixedBytes)value).ToArray(),
        _ => Pack(type, value),
    };
}
