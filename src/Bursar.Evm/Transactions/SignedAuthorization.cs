using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Transactions;

/// <summary>An authorisation of EIP-7702 with its signature.</summary>
/// <param name="Authorization">What was signed.</param>
/// <param name="Signature">The signature. One that nobody can have made is possible: the chain skips such an authorisation and keeps the transaction.</param>
public sealed record SignedAuthorization(Authorization Authorization, Signature Signature)
{
    /// <summary>The account that delegates.</summary>
    /// <returns>False when no account can have made the signature, or the nonce is 2^64 − 1: then the chain skips the authorisation.</returns>
    public bool TryRecover(out Address authority)
    {
        authority = default;
        return Authorization.Nonce != ulong.MaxValue && Secp256k1.TryRecover(Authorization.SigningHash, Signature, out authority);
    }
}
