namespace Bursar.Evm.Rpc.Signatures;

/// <summary>Whose word a signature is found to be.</summary>
public enum SignatureVerdict
{
    /// <summary>Not the account's: no rule accepts it.</summary>
    Invalid,

    /// <summary>The account's own key made it. That holds for an account that delegates to code (EIP-7702), too.</summary>
    Key,

    /// <summary>The account's code accepts it (ERC-1271).</summary>
    Contract,

    /// <summary>The account's code would accept it once the account is deployed or prepared as the signature says (ERC-6492).</summary>
    Counterfactual,
}
