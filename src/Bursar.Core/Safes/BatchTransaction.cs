using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>One transaction of a batch file.</summary>
/// <param name="To">Receiver.</param>
/// <param name="Value">Native coin sent along, in wei.</param>
/// <param name="Data">Calldata; null when the file gives a function and its inputs in its place, and Safe's application makes the calldata of them.</param>
/// <param name="Function">The function's signature as the file has it, for example <c>transfer(address,uint256)</c>; null when it has none.</param>
/// <param name="Inputs">The inputs as the file has them, by name.</param>
public sealed record BatchTransaction(Address To, UInt256 Value, byte[]? Data, string? Function, IReadOnlyList<KeyValuePair<string, string>> Inputs)
{
    /// <summary>A call by its bytes.</summary>
    public BatchTransaction(Address to, UInt256 value, byte[] data)
        : this(to, value, data, null, [])
    {
    }

    /// <summary>False when the calldata is not of the function that the file shows beside it: a reader would take it for something else.</summary>
    public bool FunctionFits => Data is null || Function is null || (Data.Length >= 4 && Selector.Read(Data) == Selector.Of(Function));
}
