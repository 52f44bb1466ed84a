namespace Bursar.Evm.Signing;

/// <summary>A signer refused.</summary>
public sealed class SigningException : Exception
{
    /// <summary>Says why.</summary>
    public SigningException(SigningRefusal reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why.</summary>
    public SigningRefusal Reason { get; }
}
