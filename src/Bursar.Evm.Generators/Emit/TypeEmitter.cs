using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Names types in C# and writes the expressions that read, write, compare and print values of them.</summary>
internal sealed class TypeEmitter(string contract)
{
    public const string Abi = "global::Bursar.Evm.Abi.";
    public const string Primitives = "global::Bursar.Evm.Primitives.";
    public const string Bytes = "global::System.ReadOnlySpan<byte>";
    private readonly List<TypeModel> _arrays = [];

    /// <summary>Array types that were read or written so far; each gets a pair of methods.</summary>
    public IReadOnlyList<TypeModel> Arrays => _arrays;

    /// <summary>The full name of a type nested in the contract's class.</summary>
    public string Nested(string name) => $"{contract}.{name}";

    public string Name(TypeModel type) => type.Kind switch
    {
        TypeKind.UInt => Integer(type, "byte", "ushort", "uint", "ulong", Primitives + "UInt256"),
        TypeKind.Int => Integer(type, "sbyte", "short", "int", "long", Abi + "Int256"),
        TypeKind.Bool => "bool",
        TypeKind.Address => Primitives + "Address",
        TypeKind.FixedBytes => type.Size == 32 ? Primitives + "Hash32" : Abi + "FixedBytes",
        TypeKind.Bytes => "byte[]",
        TypeKind.Text => "string",
        TypeKind.Struct => Nested(type.StructName!),
        _ => $"global::System.Collections.Generic.IReadOnlyList<{Name(type.Element!)}>",
    };

    /// <summary>The expression that reads a value from <paramref name="reader"/>.</summary>
    public string Read(TypeModel type, string reader) => type.Kind switch
    {
        TypeKind.UInt => type.Size > 64 ? $"{reader}.ReadUInt256({type.Size})" : Cast(type) + $"{reader}.ReadUInt64({type.Size})",
        TypeKind.Int => type.Size > 64 ? $"{reader}.ReadInt256({type.Size})" : Cast(type) + $"{reader}.ReadInt64({type.Size})",
        TypeKind.Bool => $"{reader}.ReadBool()",
        TypeKind.Address => $"{reader}.ReadAddress()",
        TypeKind.FixedBytes => type.Size == 32 ? $"{reader}.ReadHash32()" : $"{reader}.ReadFixedBytes({type.Size})",
        TypeKind.Bytes => $"{reader}.ReadBytes()",
        TypeKind.Text => $"{reader}.ReadString()",
        TypeKind.Struct => $"{Nested(type.StructName!)}.Read(ref {reader})",
        _ => $"{Nested("ArrayCodec")}.Read{ArrayIndex(type)}(ref {reader})",
    };

    /// <summary>The statement that writes <paramref name="value"/> to <paramref name="writer"/>.</summary>
    public string Write(TypeModel type, string writer, string value) => type.Kind switch
    {
        TypeKind.UInt => $"{writer}.{(type.Size > 64 ? "WriteUInt256" : "WriteUInt64")}({value}, {type.Size});",
        TypeKind.Int => $"{writer}.{(type.Size > 64 ? "WriteInt256" : "WriteInt64")}({value}, {type.Size});",
        TypeKind.Bool => $"{writer}.WriteBool({value});",
        TypeKind.Address => $"{writer}.WriteAddress({value});",
        TypeKind.FixedBytes => type.Size == 32 ? $"{writer}.WriteHash32({value});" : $"{writer}.WriteFixedBytes({value}, {type.Size});",
        TypeKind.Bytes => $"{writer}.WriteBytes({value});",
        TypeKind.Text => $"{writer}.WriteString({value});",
        TypeKind.Struct => $"{value}.Write(ref {writer});",
        _ => $"{Nested("ArrayCodec")}.Write{ArrayIndex(type)}(ref {writer}, {value});",
    };

    /// <summary>The expression that prints <paramref name="value"/>.</summary>
    public string Print(TypeModel type, string value, int depth = 0) => type.Element is null
        ? $"{Abi}AbiText.Of({value})"
        : $"{Abi}AbiText.Of({value}, static item{depth} => {Print(type.Element, $"item{depth}", depth + 1)})";

    /// <summary>Whether C#'s own equality compares values of the type by reference.</summary>
    public static bool NeedsEquality(TypeModel type) => type.Kind is TypeKind.Bytes or TypeKind.Array or TypeKind.FixedArray;

    /// <summary>The expression that compares two values by content.</summary>
    public string Same(TypeModel type, string left, string right, int depth = 0)
    {
        if (type.Kind == TypeKind.Bytes)
            return $"{Abi}AbiEquality.Same({left}, {right})";
        if (type.Element is null)
            return $"global::System.Collections.Generic.EqualityComparer<{Name(type)}>.Default.Equals({left}, {right})";
        (string x, string y) = ($"x{depth}", $"y{depth}");
        return $"{Abi}AbiEquality.Same({left}, {right}, static ({x}, {y}) => {Same(type.Element, x, y, depth + 1)})";
    }

    public static string Span(string hash, int count)
    {
        IEnumerable<string> bytes = Enumerable.Range(0, count).Select(i => "0x" + hash.Substring(2 * i, 2));
        return $"[{string.Join(", ", bytes)}]";
    }

    public static string Hash(string signature) =>
        string.Concat(Hashing.Keccak.Hash(signature).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private static string Integer(TypeModel type, string w8, string w16, string w32, string w64, string wide) => type.Size switch
    {
        <= 8 => w8,
        <= 16 => w16,
        <= 32 => w32,
        <= 64 => w64,
        _ => wide,
    };

    private string Cast(TypeModel type) => type.Size > 32 ? "" : $"({Name(type)})";

    private int ArrayIndex(TypeModel type)
    {
        int index = _arrays.IndexOf(type);
        if (index >= 0)
            return index;
        _arrays.Add(type);
        return _arrays.Count - 1;
    }
}
