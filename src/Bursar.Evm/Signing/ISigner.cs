using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Signing;

/// <summary>Something that signs for one account: a key in memory, a keystore, a remote signer, a person with a wallet.</summary>
public interface ISigner
{
    /// <summary>The account that it signs for.</summary>
    Address Address { get; }

    /// <summary>Signs a transaction.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    /// <exception cref="TransactionException">The fields do not make a transaction.</exception>
    ValueTask<SignedTransaction> SignTransactionAsync(Transaction transaction, CancellationToken cancellationToken);

    /// <summary>Signs typed data (EIP-712).</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    ValueTask<Signature> SignTypedDataAsync(TypedDataHash data, CancellationToken cancellationToken);

    /// <summary>Signs a personal message (EIP-191, version 0x45), as <c>personal_sign</c> does.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
