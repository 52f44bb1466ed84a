using System.Text.Json.Nodes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Tests.Abi.Dynamic;

/// <summary>Drives AbiWriter and AbiReader by types known at run time. Values are UInt256, Int256, bool, Address, FixedBytes, byte[], string and object[].</summary>
internal static class DynamicCodec
{
    public static byte[] Encode(DynamicType tuple, object[] values)
    {
        var writer = new AbiWriter(tuple.BodySize);
        for (int i = 0; i < values.Length; i++)
            Write(ref writer, tuple.Parts[i], values[i]);
        return writer.Finish();
    }

    public static object[] Decode(DynamicType tuple, ReadOnlySpan<byte> data, AbiLayout layout)
    {
        var reader = new AbiReader(data, tuple.BodySize, layout);
        object[] values = new object[tuple.Parts.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Read(ref reader, tuple.Parts[i]);
        reader.Finish();
        return values;
    }

    public static bool Same(object left, object right) => (left, right) switch
    {
        (object[] a, object[] b) => a.Length == b.Length && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => left.Equals(right),
    };

    public static string Print(object value) => value switch
    {
        object[] items => $"[{string.Join(", ", items.Select(Print))}]",
        byte[] bytes => Hex.Encode(bytes),
        _ => value.ToString()!,
    };

    /// <summary>A value as the oracle takes and gives it: integers as decimal text, bytes in lower-case hexadecimal.</summary>
    public static JsonNode ToJson(object value) => value switch
    {
        object[] items => new JsonArray([.. items.Select(ToJson)]),
        byte[] bytes => Hex.Encode(bytes),
        bool flag => flag,
        Address address => address.ToLowerHex(),
        _ => value.ToString()!,
    };

    private static void Write(ref AbiWriter writer, DynamicType type, object value)
    {
        switch (type.Kind)
        {
            case "uint" when type.Size <= 64:
                writer.WriteUInt64((ulong)(UInt256)value, type.Size);
                break;
            case "uint":
                writer.WriteUInt256((UInt256)value, type.Size);
                break;
            case "int" when type.Size <= 64:
                writer.WriteInt64((long)(Int256)value, type.Size);
                break;
            case "int":
                writer.WriteInt256((Int256)value, type.Size);
                break;
            case "bool":
                writer.WriteBool((bool)value);
                break;
            case "address":
                writer.WriteAddress((Address)value);
                break;
            case "bytesN":
                writer.WriteFixedBytes((FixedBytes)value, type.Size);
                break;
            case "bytes":
                writer.WriteBytes((byte[])value);
                break;
            case "string":
                writer.WriteString((string)value);
                break;
            default:
                WriteParts(ref writer, type, (object[])value);
                break;
        }
    }

    private static void WriteParts(ref AbiWriter writer, DynamicType type, object[] values)
    {
        AbiFrame frame = default;
        if (type.Kind == "array")
            frame = writer.BeginArray(values.Length, type.Parts[0].HeadSize);
        else if (type.IsDynamic)
            frame = writer.BeginTuple(type.BodySize);
        for (int i = 0; i < values.Length; i++)
            Write(ref writer, type.Parts[type.Kind == "tuple" ? i : 0], values[i]);
        if (type.IsDynamic)
            writer.End(frame);
    }

    private static object Read(ref AbiReader reader, DynamicType type)
    {
        switch (type.Kind)
        {
            case "uint":
                return type.Size <= 64 ? (UInt256)reader.ReadUInt64(type.Size) : reader.ReadUInt256(type.Size);
            case "int":
                return type.Size <= 64 ? (Int256)reader.ReadInt64(type.Size) : reader.ReadInt256(type.Size);
            case "bool":
                return reader.ReadBool();
            case "address":
                return reader.ReadAddress();
            case "bytesN":
                return reader.ReadFixedBytes(type.Size);
            case "bytes":
                return reader.ReadBytes();
            case "string":
                return reader.ReadString();
            default:
                return ReadParts(ref reader, type);
        }
    }

    private static object[] ReadParts(ref AbiReader reader, DynamicType type)
    {
        int count = type.Kind == "tuple" ? type.Parts.Count : type.Size;
        AbiFrame frame = default;
        if (type.Kind == "array")
            frame = reader.EnterArray(type.Parts[0].HeadSize, out count);
        else if (type.IsDynamic)
            frame = reader.EnterTuple(type.BodySize);
        object[] values = new object[count];
        for (int i = 0; i < count; i++)
            values[i] = Read(ref reader, type.Parts[type.Kind == "tuple" ? i : 0]);
        if (type.IsDynamic)
            reader.Leave(frame);
        return values;
    }
}
