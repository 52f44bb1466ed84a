namespace Bursar.Evm.Signing;

/// <summary>Why a signer refused.</summary>
public enum SigningRefusal
{
    /// <summary>The signer is bound to another chain.</summary>
    WrongChain,

    /// <summary>Nothing says which chain it is for, so that it would be valid on every chain.</summary>
    NoChain,

    /// <summary>The signer works elsewhere and said no, cannot be reached, or does not have the account.</summary>
    Remote,

    /// <summary>The signer works elsewhere, and what came back is not a signature of what was asked by the account that was asked.</summary>
    WrongAnswer,

    /// <summary>The signer has to see the whole document, and only its hash is at hand.</summary>
    NeedsDocument,
}
