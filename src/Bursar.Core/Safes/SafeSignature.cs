using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>An owner's agreement to one transaction of a Safe.</summary>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Kind">How it was given.</param>
/// <param name="Bytes">Of a key: r, s and v of 27 or 28; of a contract: what the contract takes; of an approval on the chain: nothing.</param>
public sealed record SafeSignature(Hash32 Hash, Address Owner, SafeSignatureKind Kind, byte[] Bytes)
{
    /// <summary>Whether the owner's key made it; null when only the chain can tell.</summary>
    public bool? IsByKey() => Kind switch
    {
        SafeSignatureKind.Key => IsOf(Hash),
        SafeSignatureKind.Message => IsOf(PersonalMessage.Hash(Hash.Span)),
        _ => null,
    };

    private bool IsOf(Hash32 signed) => Signature.TryRead(Bytes, out Signature signature) && Secp256k1.TryRecover(signed, signature, out Address by) && by == Owner;
}
