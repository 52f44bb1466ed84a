namespace Bursar.Core.Safes;

/// <summary>How an owner agreed to a transaction of a Safe.</summary>
public enum SafeSignatureKind
{
    /// <summary>The owner's key signed the hash (EIP-712).</summary>
    Key,

    /// <summary>The owner's key signed the hash as a personal message (<c>eth_sign</c>), for signers that do nothing else.</summary>
    Message,

    /// <summary>The owner is a contract, which is asked (ERC-1271).</summary>
    Contract,

    /// <summary>The owner approved the hash on the chain.</summary>
    Approved,
}
