using System.Diagnostics;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Signing;

/// <summary>Signs with a key in memory. Bound to a chain, it signs nothing for another: the accounts of a local chain, whose keys
/// anybody can compute, must never hold anything on a real one.</summary>
/// <remarks>The signer owns the key: disposing the signer disposes the key. A personal message names no chain and is signed by any signer.</remarks>
[DebuggerDisplay("{Address}")]
public sealed class PrivateKeySigner : ISigner, IDisposable
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly PrivateKey _key;

    /// <summary>Takes over <paramref name="key"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="onlyChain">The one chain to sign for; null for any.</param>
    public PrivateKeySigner(PrivateKey key, ChainId? onlyChain = null)
    {
        _key = key;
        OnlyChain = onlyChain;
    }

    /// <inheritdoc/>
    public Address Address => _key.Address;

    /// <summary>The one chain that it signs for; null for any.</summary>
    public ChainId? OnlyChain { get; }

    /// <inheritdoc/>
    public ValueTask<SignedTransaction> SignTransactionAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (transaction.ChainId is not { } chain)
            throw new SigningException(SigningRefusal.NoChain, "a transaction without a chain id would be valid on every chain: set it");
        CheckChain(chain.Value);
        return ValueTask.FromResult(transaction.Sign(_key));
    }

    /// <inheritdoc/>
    /// <exception cref="SigningException">The signer is bound to a chain and the domain names another or none.</exception>
    public ValueTask<Signature> SignTypedDataAsync(TypedDataHash data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (OnlyChain is not null && data.Domain.ChainId is null)
            throw new SigningException(SigningRefusal.NoChain, $"the account {Address} signs only for chain {OnlyChain}, and the typed data names no chain");
        if (data.Domain.ChainId is { } chain)
            CheckChain(chain);
        return ValueTask.FromResult(_key.Sign(data.SigningHash));
    }

    /// <inheritdoc/>
    public ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_key.Sign(PersonalMessage.Hash(message.Span)));
    }

    /// <summary>Overwrites the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();

    private void CheckChain(UInt256 chain)
    {
        if (OnlyChain is { } only && chain != only.Value)
            throw new SigningException(SigningRefusal.WrongChain, $"the account {Address} signs only for chain {only}, not for chain {chain}");
    }
}
