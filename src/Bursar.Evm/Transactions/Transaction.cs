using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction before it is signed. Two are equal when all their fields are.</summary>
public abstract record Transaction
{
    private protected Transaction()
    {
    }

    /// <summary>The type byte of EIP-2718.</summary>
    public abstract TransactionType Type { get; }

    /// <summary>The chain that it is for. Null only in a legacy transaction without EIP-155, which is valid on every chain.</summary>
    public required ChainId? ChainId { get; init; }

    /// <summary>How many transactions the sender has made before; at most 2^64 − 2 (EIP-2681).</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The gas that it may use.</summary>
    public required UInt256 GasLimit { get; init; }

    /// <summary>The account called or paid; null creates a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>Wei sent along.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Calldata, or the code that makes a contract.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The most that one unit of gas can cost, in wei.</summary>
    public abstract UInt256 MaxGasPrice { get; }

    /// <summary>The most that the sender can lose: gas limit × price + value, in wei. A rollup adds its own fee.</summary>
    /// <exception cref="OverflowException">It needs more than 256 bits.</exception>
    public virtual UInt256 MaxCost => (GasLimit * MaxGasPrice) + Value;

    /// <summary>The hash that the sender signs.</summary>
    /// <exception cref="TransactionException">The fields do not make a transaction.</exception>
    public Hash32 SigningHash => Keccak256.Hash(EncodeUnsigned());

    /// <summary>The bytes whose hash the sender signs.</summary>
    /// <exception cref="TransactionException">The fields do not make a transaction.</exception>
    public byte[] EncodeUnsigned() => Encode(null);

    /// <summary>Signs with <paramref name="key"/>.</summary>
    /// <exception cref="TransactionException">The fields do not make a transaction.</exception>
    public SignedTransaction Sign(PrivateKey key) => Sealed(key.Sign(SigningHash), key.Address);

    /// <summary>Joins a signature that was made elsewhere, and finds out whose it is.</summary>
    /// <exception cref="TransactionException">No account can have made the signature, or the fields do not make a transaction.</exception>
    public SignedTransaction WithSignature(Signature signature)
    {
        if (!Secp256k1.TryRecover(SigningHash, signature, out Address from))
            throw new TransactionException("no account can have made this signature");
        return Sealed(signature, from);
    }

    /// <summary>Type, target and number, for logs; never fails.</summary>
    public sealed override string ToString() =>
        $"{Type} transaction {Nonce} {(To is { } to ? "to " + to : "creating a contract")}, value {Value}, {Data.Length} bytes{(ChainId is { } chain ? $", chain {chain}" : "")}";

    internal SignedTransaction Sealed(Signature signature, Address from) => new(this, signature, Encode(signature), from);

    /// <summary>Whether the fields are equal; the type is the same already.</summary>
    private protected bool HasSameFields(Transaction other) =>
        ChainId == other.ChainId && Nonce == other.Nonce && GasLimit == other.GasLimit && To == other.To && Value == other.Value
        && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Writes the transaction, with its signature when there is one.</summary>
    private protected abstract byte[] Encode(Signature? signature);

    private protected void CheckNonce()
    {
        if (Nonce == ulong.MaxValue)
            throw new TransactionException("the nonce 2^64 - 1 cannot be used (EIP-2681)");
    }

    private protected void WriteTarget(ref RlpWriter writer)
    {
        writer.WriteOptionalAddress(To);
        writer.WriteUInt256(Value);
        writer.WriteBytes(Data.Span);
    }
}
