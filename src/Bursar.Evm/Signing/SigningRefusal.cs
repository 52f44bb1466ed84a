namespace Bursar.Evm.Signing;

/// <summary>Why a signer refused.</summary>
public enum SigningRefusal
{
    /// <summary>The signer is bound to another chain.</summary>
    WrongChain,

    /// <summary>Nothing says which chain it is for, so that it would be valid on every chain.</summary>
    NoChain,
}
