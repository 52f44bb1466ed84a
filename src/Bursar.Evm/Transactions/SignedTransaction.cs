using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Transactions;

/// <summary>A signed transaction, ready for <c>eth_sendRawTransaction</c>.</summary>
public sealed class SignedTransaction
{
    /// <summary>Longest encoding that is read, in bytes: what nodes take into their pools.</summary>
    public const int MaxLength = 128 * 1024;

    internal SignedTransaction(Transaction transaction, Signature signature, byte[] raw, Address from)
    {
        Transaction = transaction;
        Signature = signature;
        Raw = raw;
        From = from;
        Hash = Keccak256.Hash(raw);
    }

    /// <summary>What was signed.</summary>
    public Transaction Transaction { get; }

    /// <summary>The signature.</summary>
    public Signature Signature { get; }

    /// <summary>The bytes to send (EIP-2718 envelope, or plain RLP for legacy). Do not change them.</summary>
    public byte[] Raw { get; }

    /// <summary>The transaction's hash, by which a node finds it.</summary>
    public Hash32 Hash { get; }

    /// <summary>The account that signed.</summary>
    public Address From { get; }

    /// <summary>Reads a signed transaction of a known type and recovers its sender; strict, so that encoding again gives the same bytes.</summary>
    /// <returns>False for bytes that are none, an unknown type, more than <see cref="MaxLength"/> bytes, or a signature that nobody can have made.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> raw, [NotNullWhen(true)] out SignedTransaction? transaction)
    {
        transaction = null;
        if (raw.IsEmpty || raw.Length > MaxLength)
            return false;
        bool read = raw[0] >= 0xc0
            ? LegacyTransaction.TryDecode(raw, out Transaction? body, out Signature signature)
            : TypedTransaction.TryDecode(raw, out body, out signature);
        if (!read || !Secp256k1.TryRecover(body!.SigningHash, signature, out Address from))
            return false;
        transaction = new SignedTransaction(body, signature, raw.ToArray(), from);
        return true;
    }

    /// <summary>Reads a signed transaction of a known type and recovers its sender.</summary>
    /// <exception cref="TransactionException">The bytes are none.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> raw) => TryDecode(raw, out SignedTransaction? transaction)
        ? transaction
        : throw new TransactionException(Eip4844Transaction.IsNetworkForm(raw)
            ? "a blob transaction in the form that nodes exchange: give its canonical form, without blobs, commitments and proofs"
            : "not a signed transaction of a known type (legacy, or EIP-2718 types 1 to 4), or its signature is invalid");

    /// <summary>The hash.</summary>
    public override string ToString() => Hash.ToString();
}
