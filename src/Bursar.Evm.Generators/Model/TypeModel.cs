namespace Bursar.Evm.Generators.Model;

/// <summary>An ABI type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bits of an integer, bytes of fixed bytes, elements of a fixed array; else 0.</param>
/// <param name="Element">Type of the elements of an array.</param>
/// <param name="StructName">C# name of a struct.</param>
/// <param name="Canonical">The text that goes into signatures, such as <c>(address,uint256)[]</c>.</param>
/// <param name="Solidity">The text that a person wrote, such as <c>Allocation[]</c>.</param>
/// <param name="IsDynamic">Whether the head holds an offset.</param>
/// <param name="StaticSize">Bytes of the encoding when it is static.</param>
internal sealed record TypeModel(
    TypeKind Kind,
    int Size,
    TypeModel? Element,
    string? StructName,
    string Canonical,
    string Solidity,
    bool IsDynamic,
    int StaticSize)
{
    /// <summary>Bytes that a value takes in the head.</summary>
    public int HeadSize => IsDynamic ? 32 : StaticSize;

    /// <summary>Whether the value fits a topic as it is; other indexed values are there as a hash.</summary>
    public bool IsValueType => Kind is TypeKind.UInt or TypeKind.Int or TypeKind.Bool or TypeKind.Address or TypeKind.FixedBytes;
}
