namespace Bursar.Evm.Abi;

/// <summary>Bytes that are not the ABI encoding that was expected.</summary>
public sealed class AbiException : FormatException
{
    /// <summary>Says what was expected and found.</summary>
    public AbiException(string message)
        : base(message)
    {
    }
}
