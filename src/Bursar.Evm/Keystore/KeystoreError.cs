namespace Bursar.Evm.Keystore;

/// <summary>Why a keystore could not be opened or written.</summary>
public enum KeystoreError
{
    /// <summary>The file is no keystore or is damaged: no JSON, a field is missing or has another shape.</summary>
    Damaged,

    /// <summary>A keystore of another version, cipher or key derivation.</summary>
    Unsupported,

    /// <summary>The key derivation is too cheap to protect a key.</summary>
    Weak,

    /// <summary>The key derivation would take more memory or time than the limits allow.</summary>
    Absurd,

    /// <summary>The password does not open it.</summary>
    WrongPassword,

    /// <summary>The password opens it, but the key inside is not the key of the address that the file states.</summary>
    AddressMismatch,
}
