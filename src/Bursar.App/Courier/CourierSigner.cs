using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.App.Courier;

/// <summary>Stands for a key that is on a machine without network: gives out what was signed there in advance, and refuses everything else.</summary>
/// <remarks>It may answer with a higher offer than it was asked for, since it can only choose among those that were signed; never with more than the cap.</remarks>
public sealed class CourierSigner : ISigner
{
    private readonly List<SignedTransaction> _offers;
    private readonly HashSet<Hash32> _given;
    private readonly UInt256? _cap;

    /// <summary>A signer for an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="signed">What it signed; what others signed is left out.</param>
    /// <param name="given">Hashes of those that are in the journal already.</param>
    /// <param name="cap">Most that may be offered for a unit of gas; null for no cap.</param>
    public CourierSigner(Address account, SignedCourier? signed, IEnumerable<Hash32> given, UInt256? cap)
    {
        Address = account;
        _given = [.. given];
        _cap = cap;
        _offers = [];
        foreach (byte[] raw in signed?.Transactions ?? [])
        {
            if (SignedTransaction.TryDecode(raw, out SignedTransaction? transaction) && transaction.From == account)
                _offers.Add(transaction);
        }
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public ValueTask<SignedTransaction> SignTransactionAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        SignedTransaction[] fitting = [.. _offers.Where(o => !_given.Contains(o.Hash) && IsOf(o.Transaction, transaction) && !(_cap < o.Transaction.MaxGasPrice)).OrderBy(o => o.Transaction.MaxGasPrice)];
        SignedTransaction? chosen = fitting.FirstOrDefault(o => o.Transaction.MaxGasPrice >= transaction.MaxGasPrice) ?? fitting.LastOrDefault();
        if (chosen is null)
        {
            throw new SigningException(SigningRefusal.Remote,
                $"the key of {Address} is on a machine without network, and nothing that fits was signed there for nonce {transaction.Nonce} in advance: run 'bursar sign export' again and carry it over");
        }

        _given.Add(chosen.Hash);
        return ValueTask.FromResult(chosen);
    }

    /// <inheritdoc/>
    public ValueTask<Signature> SignTypedDataAsync(TypedDataHash data, CancellationToken cancellationToken) => throw Away();

    /// <inheritdoc/>
    public ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => throw Away();

    private static bool IsOf(Transaction signed, Transaction asked) =>
        signed.ChainId == asked.ChainId && signed.Nonce == asked.Nonce && signed.To == asked.To && signed.Value == asked.Value && signed.Data.Span.SequenceEqual(asked.Data.Span);

    private SigningException Away() => new(SigningRefusal.Remote, $"the key of {Address} is on a machine without network");
}
