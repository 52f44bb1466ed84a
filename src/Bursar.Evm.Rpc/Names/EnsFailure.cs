namespace Bursar.Evm.Rpc.Names;

/// <summary>Why a name could not be looked up.</summary>
public enum EnsFailure
{
    /// <summary>The name's resolver wants a web gateway to be asked (CCIP-read, EIP-3668). None is: it would learn who asks for what, and it is outside the chain.</summary>
    Gateway,

    /// <summary>The account names itself by a name that is not normalised, or that is not ASCII.</summary>
    NotNormalised,

    /// <summary>A contract of the name system answered with something else than was asked for, or refused.</summary>
    BadAnswer,
}
