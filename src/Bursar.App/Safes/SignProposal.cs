using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Safes;

/// <summary>Signs a proposal for one of the Safe's owners.</summary>
public static class SignProposal
{
    /// <summary>Signs every transaction that is still to be executed.</summary>
    /// <param name="review">The proposal, derived again from its plan.</param>
    /// <param name="signer">The owner's signer.</param>
    /// <param name="asMessage">Signs the hash as a personal message, for signers that know no typed data.</param>
    /// <param name="cancellationToken">Stops signing.</param>
    /// <exception cref="SigningException">The signer refuses.</exception>
    public static async Task<Result<IReadOnlyList<SafeSignature>>> RunAsync(SafeReview review, ISigner signer, bool asMessage = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(signer);
        if (review.Facts is { } facts && !facts.Owners.Contains(signer.Address))
            return SafeFaults.NotAnOwner(signer.Address, facts);
        var signatures = new List<SafeSignature>();
        foreach (SafeTransaction transaction in review.Pending)
        {
            Hash32 hash = transaction.Hash;
            TypedDataHash data = transaction.TypedData;
            if (data.SigningHash != hash)
                throw new InvalidOperationException($"two ways to the hash of transaction {transaction.Nonce} lead to {hash} and {data.SigningHash}");
            Signature signature = asMessage ? await signer.SignMessageAsync(hash.ToArray(), cancellationToken) : await signer.SignTypedDataAsync(data, cancellationToken);
            var made = new SafeSignature(hash, signer.Address, asMessage ? SafeSignatureKind.Message : SafeSignatureKind.Key, signature.ToBytes());
            if (made.IsByKey() != true)
                throw new SigningException(SigningRefusal.WrongAnswer, $"what came back is no signature of {hash} by {signer.Address}");
            signatures.Add(made);
        }

        return Result<IReadOnlyList<SafeSignature>>.Ok(signatures);
    }
}
