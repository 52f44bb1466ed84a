using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Signatures;

namespace Bursar.App.Safes;

/// <summary>Picks the signatures that a Safe will take: of present owners, each once, each checked.</summary>
internal sealed class CollectSignatures(EthereumClient client, SafeFacts facts, Address executor)
{
    private static readonly Selector OldQuestion = Selector.Of("isValidSignature(bytes,bytes)");

    /// <summary>The packed signatures of a transaction, as many as the Safe wants; the same ones whenever the same are given.</summary>
    public async Task<Result<byte[]>> PackAsync(SafeTransaction transaction, IReadOnlyList<SafeSignature> given, CancellationToken cancellationToken)
    {
        Hash32 hash = transaction.Hash;
        var faults = new List<Fault>();
        var chosen = new Dictionary<Address, SafeSignature>();
        foreach (SafeSignature signature in given.Where(s => s.Hash == hash).OrderBy(s => s.Kind).ThenBy(s => s.Owner))
        {
            if (!facts.Owners.Contains(signature.Owner))
                faults.Add(SafeFaults.NotAnOwner(signature.Owner, facts));
            else if (signature.IsByKey() ?? await HoldsAsync(transaction, signature, cancellationToken))
                chosen.TryAdd(signature.Owner, signature);
            else
                faults.Add(SafeSignatureFile.Wrong("signatures", $"what stands for {signature.Owner} does not hold for transaction {transaction.Nonce}"));
        }

        foreach (Address owner in facts.Owners.Where(o => !chosen.ContainsKey(o)))
        {
            if (chosen.Count >= facts.Threshold)
                break;
            var approved = new SafeSignature(hash, owner, SafeSignatureKind.Approved, []);
            if (await HoldsAsync(transaction, approved, cancellationToken))
                chosen.Add(owner, approved);
        }

        if (chosen.Count < facts.Threshold)
            return Result<byte[]>.Fail([.. faults, SafeFaults.TooFew(transaction, facts, [.. chosen.Keys.Order()])]);
        byte[] packed = SafeSignatures.Pack([.. chosen.Values.OrderBy(s => s.Kind).ThenBy(s => s.Owner).Take(facts.Threshold)]);
        try
        {
            if (facts.Release.AsksByHash)
                await client.CallAsync(facts.Address, new SafeAccount.CheckSignatures2Call(executor, hash, packed).Encode(), BlockTag.Latest, cancellationToken);
            else
                await client.CallAsync(facts.Address, new SafeAccount.CheckSignaturesCall(hash, Preimage(transaction), packed).Encode(), BlockTag.Latest, cancellationToken);
        }
        catch (RevertException refused)
        {
            return SafeFaults.Refuses(transaction, SafeCodes.Explain(refused));
        }

        return packed;
    }

    private async Task<bool> HoldsAsync(SafeTransaction transaction, SafeSignature signature, CancellationToken cancellationToken)
    {
        if (signature.Kind == SafeSignatureKind.Approved)
            return !(await client.CallAsync(facts.Address, new SafeAccount.ApprovedHashesCall(signature.Owner, transaction.Hash), BlockTag.Latest, cancellationToken)).IsZero;
        if (facts.Release.AsksByHash)
            return await client.VerifySignatureAsync(signature.Owner, transaction.Hash, signature.Bytes, BlockTag.Latest, cancellationToken) == SignatureVerdict.Contract;
        return await AnswersAsync(signature.Owner, Preimage(transaction), signature.Bytes, cancellationToken);
    }

    /// <summary>Releases up to 1.4.1 ask a contract about the bytes that are hashed, as ERC-1271 was before it was final.</summary>
    private async Task<bool> AnswersAsync(Address owner, byte[] data, byte[] signature, CancellationToken cancellationToken)
    {
        byte[] question = Question(data, signature);
        try
        {
            byte[] answer = await client.CallAsync(owner, question, BlockTag.Latest, cancellationToken);
            return answer.Length >= 4 && Selector.Read(answer) == OldQuestion;
        }
        catch (RevertException)
        {
            return false;
        }
    }

    private static byte[] Question(byte[] data, byte[] signature)
    {
        Span<byte> prefix = stackalloc byte[4];
        OldQuestion.Write(prefix);
        var writer = new AbiWriter(prefix, 64, data.Length + signature.Length + 128);
        writer.WriteBytes(data);
        writer.WriteBytes(signature);
        return writer.Finish();
    }

    private static byte[] Preimage(SafeTransaction transaction) => [0x19, 0x01, .. transaction.Domain.Separator.Span, .. transaction.StructHash.Span];
}
