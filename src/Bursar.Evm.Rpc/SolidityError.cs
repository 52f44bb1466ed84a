using System.Text;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <summary>The two errors that the Solidity compiler itself raises: <c>Error(string)</c> and <c>Panic(uint256)</c>.</summary>
internal sealed class SolidityError : IContractError
{
    private static readonly Selector ErrorSelector = new(0x08c379a0);
    private static readonly Selector PanicSelector = new(0x4e487b71);

    private SolidityError(string name, Selector selector, string argument, string value)
    {
        Name = name;
        Selector = selector;
        Arguments = [KeyValuePair.Create(argument, value)];
    }

    public string Name { get; }

    public Selector Selector { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Arguments { get; }

    public static IContractError? TryDecode(ReadOnlySpan<byte> data)
    {
        if (data.Length < 36)
            return null;
        var selector = Selector.Read(data);
        if (selector == PanicSelector && data.Length == 36)
            return new SolidityError("Panic", selector, "code", PanicText(new UInt256(data[4..])));
        return selector == ErrorSelector && TryReadText(data[4..], out string text) ? new SolidityError("Error", selector, "message", text) : null;
    }

    private static bool TryReadText(ReadOnlySpan<byte> arguments, out string text)
    {
        text = "";
        if (arguments.Length < 64 || new UInt256(arguments[..32]) != 32UL)
            return false;
        var length = new UInt256(arguments[32..64]);
        if (length > (ulong)(arguments.Length - 64))
            return false;
        text = NodeText.Clean(Encoding.UTF8.GetString(arguments.Slice(64, (int)length)));
        return true;
    }

    private static string PanicText(UInt256 code) => !code.FitsUInt64 ? code.ToHexQuantity() : (ulong)code switch
    {
        0x00 => "0x00 (compiler-inserted)",
        0x01 => "0x01 (assertion failed)",
        0x11 => "0x11 (arithmetic overflow or underflow)",
        0x12 => "0x12 (division by zero)",
        0x21 => "0x21 (no such enum value)",
        0x22 => "0x22 (storage byte array encoded wrongly)",
        0x31 => "0x31 (pop of an empty array)",
        0x32 => "0x32 (index out of bounds)",
        0x41 => "0x41 (too much memory)",
        0x51 => "0x51 (call of an unset function pointer)",
        _ => code.ToHexQuantity(),
    };
}
