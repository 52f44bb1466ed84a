using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>An account's word that it delegates to the code of another address (EIP-7702), before it is signed.</summary>
/// <param name="ChainId">The chain that it holds on; 0 for every chain, which is rarely wise.</param>
/// <param name="Address">Whose code the account shall run; the zero address ends a delegation.</param>
/// <param name="Nonce">The nonce that the account must have then. When the account itself sends the transaction, that is the transaction's nonce plus one.</param>
public sealed record Authorization(UInt256 ChainId, Address Address, ulong Nonce)
{
    private const byte Magic = 0x05;

    /// <summary>The code that an account has while it delegates: <c>ef0100</c> and the address. An account with such code is still an externally owned one.</summary>
    public static ReadOnlySpan<byte> DelegationPrefix => [0xef, 0x01, 0x00];

    /// <summary>The hash that the account signs: keccak256(0x05 ‖ rlp([chain id, address, nonce])).</summary>
    public Hash32 SigningHash
    {
        get
        {
            var writer = new RlpWriter(stackalloc byte[96]); // at most 67 bytes: nothing is rented
            writer.WriteRaw([Magic]);
            int list = writer.BeginList();
            Write(ref writer);
            writer.EndList(list);
            return Keccak256.Hash(writer.Written);
        }
    }

    /// <summary>Signs with the key of the account that shall delegate.</summary>
    /// <exception cref="TransactionException">The nonce is 2^64 − 1, with which no authorisation can hold.</exception>
    public SignedAuthorization Sign(PrivateKey key) => Nonce == ulong.MaxValue
        ? throw new TransactionException("the nonce 2^64 - 1 cannot be used (EIP-2681)")
        : new SignedAuthorization(this, key.Sign(SigningHash));

    /// <summary>Whether an account's code says that it delegates, and to whom.</summary>
    /// <returns>False for the code of a contract, and for no code.</returns>
    public static bool TryReadDelegation(ReadOnlySpan<byte> code, out Address target)
    {
        target = default;
        if (code.Length != 23 || !code.StartsWith(DelegationPrefix))
            return false;
        target = new Address(code[3..]);
        return true;
    }

    internal void Write(ref RlpWriter writer)
    {
        writer.WriteUInt256(ChainId);
        writer.WriteAddress(Address);
        writer.WriteUInt64(Nonce);
    }
}
