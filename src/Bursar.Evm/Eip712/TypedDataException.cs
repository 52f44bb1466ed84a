namespace Bursar.Evm.Eip712;

/// <summary>Typed data that breaks EIP-712's rules or a limit. The message says where.</summary>
public sealed class TypedDataException : FormatException
{
    /// <summary>Says what is wrong, and where.</summary>
    /// <param name="path">Where, for example <c>message.to.wallet</c>.</param>
    /// <param name="problem">What is wrong.</param>
    public TypedDataException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    /// <summary>Where it is wrong, for example <c>message.to.wallet</c>.</summary>
    public string Path { get; }
}
