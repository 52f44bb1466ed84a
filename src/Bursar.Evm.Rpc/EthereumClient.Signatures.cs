using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Signatures;

namespace Bursar.Evm.Rpc;

/// <content>Whether an account signed: by its key, by its code, or by code that is not deployed yet.</content>
public sealed partial class EthereumClient
{
    /// <summary>Whether an account signed a hash.</summary>
    /// <remarks>
    /// A signature of 65 bytes that the account's own key made is the account's, whatever code it has: an account that delegates (EIP-7702) keeps its key.
    /// Any other is put to the account's code (ERC-1271), with its deployment first when the signature brings one (ERC-6492). What a contract says is
    /// true of the block that was asked about and can change with the next one.
    /// </remarks>
    /// <param name="account">The account.</param>
    /// <param name="hash">What was signed.</param>
    /// <param name="signature">The signature, at most 64 KiB; of ERC-6492 with its wrapping.</param>
    /// <param name="block">The block whose state decides.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcException">The node did not answer the question; that says nothing about the signature.</exception>
    public async Task<SignatureVerdict> VerifySignatureAsync(
        Address account, Hash32 hash, ReadOnlyMemory<byte> signature, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        if (signature.Length > ContractSignature.MaxLength)
            return SignatureVerdict.Invalid;
        if (ContractSignature.IsWrapped(signature.Span))
            return await VerifyWrappedAsync(account, hash, signature, block, cancellationToken);
        if (Signature.TryRead(signature.Span, out Signature plain) && Secp256k1.Verify(hash, plain, account))
            return SignatureVerdict.Key;
        byte[] question = ContractSignature.Question(hash, signature.Span);
        return await AnswerOrNothingAsync(new CallRequest { To = account, Data = question }, block, cancellationToken) is { } answer && ContractSignature.IsYes(answer)
            ? SignatureVerdict.Contract
            : SignatureVerdict.Invalid;
    }

    /// <summary>Whether an account signed a personal message (EIP-191), as <see cref="VerifySignatureAsync"/> decides it.</summary>
    public Task<SignatureVerdict> VerifyMessageAsync(
        Address account, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature, BlockTag block = default, CancellationToken cancellationToken = default) =>
        VerifySignatureAsync(account, PersonalMessage.Hash(message.Span), signature, block, cancellationToken);

    /// <summary>Whether an account signed typed data (EIP-712), as <see cref="VerifySignatureAsync"/> decides it.</summary>
    public Task<SignatureVerdict> VerifyTypedDataAsync(
        Address account, TypedDataHash data, ReadOnlyMemory<byte> signature, BlockTag block = default, CancellationToken cancellationToken = default) =>
        VerifySignatureAsync(account, data.SigningHash, signature, block, cancellationToken);

    private async Task<SignatureVerdict> VerifyWrappedAsync(
        Address account, Hash32 hash, ReadOnlyMemory<byte> wrapped, BlockTag block, CancellationToken cancellationToken)
    {
        byte[] program;
        try
        {
            (Address factory, byte[] deployment, byte[] signature) = ContractSignature.Unwrap(wrapped.Span);
            program = DeploymentCheck.Program(account, ContractSignature.Question(hash, signature), factory, deployment);
        }
        catch (AbiException)
        {
            return SignatureVerdict.Invalid;
        }

        byte[]? answer = await AnswerOrNothingAsync(new CallRequest { Data = program }, block, cancellationToken);
        return answer is { Length: 32 } && new UInt256(answer) == UInt256.One ? SignatureVerdict.Counterfactual : SignatureVerdict.Invalid;
    }

    /// <summary>What a call returns; null when it reverts, which is a contract's no.</summary>
    private async Task<byte[]?> AnswerOrNothingAsync(CallRequest request, BlockTag block, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(request, block, cancellationToken);
        }
        catch (RevertException)
        {
            return null;
        }
    }
}
