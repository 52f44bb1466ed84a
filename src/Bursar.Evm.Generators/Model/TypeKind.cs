namespace Bursar.Evm.Generators.Model;

/// <summary>The kinds of ABI types.</summary>
internal enum TypeKind
{
    UInt,
    Int,
    Bool,
    Address,
    FixedBytes,
    Bytes,
    Text,
    Array,
    FixedArray,
    Struct,
}
