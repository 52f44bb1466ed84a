namespace Bursar.Evm.Keystore;

/// <summary>A keystore could not be opened or written. Neither the key nor the password is ever part of the message.</summary>
public sealed class KeystoreException : Exception
{
    /// <summary>States the cause.</summary>
    public KeystoreException(KeystoreError error, string message)
        : base(message) => Error = error;

    /// <summary>The cause.</summary>
    public KeystoreError Error { get; }
}
