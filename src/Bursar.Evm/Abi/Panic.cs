using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>A revert by a check that the Solidity compiler put in, <c>Panic(uint256)</c>.</summary>
/// <param name="Code">The number of the check (Solidity documentation, "Panic via assert and Error via require").</param>
public sealed record Panic(UInt256 Code) : IContractError
{
    /// <summary>The selector of <c>Panic(uint256)</c>.</summary>
    public static Selector Selector { get; } = new(0x4e487b71);

    /// <summary>What the code stands for.</summary>
    public string Meaning => !Code.FitsUInt64 ? "unknown panic" : (ulong)Code switch
    {
        0x00 => "panic inserted by the compiler",
        0x01 => "assertion failed",
        0x11 => "arithmetic overflow or underflow",
        0x12 => "division or modulo by zero",
        0x21 => "conversion into an enumeration that has no such value",
        0x22 => "incorrectly encoded storage byte array",
        0x31 => "pop on an empty array",
        0x32 => "index outside an array",
        0x41 => "too much memory allocated",
        0x51 => "call to a function pointer that was never set",
        _ => "unknown panic",
    };

    /// <inheritdoc/>
    public string Name => "Panic";

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments => [new("code", Code.ToHexQuantity()), new("meaning", Meaning)];

    /// <inheritdoc/>
    Selector IContractError.Selector => Selector;
}
