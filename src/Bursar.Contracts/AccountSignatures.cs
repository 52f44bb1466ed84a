using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.Contracts;

/// <summary>Whether an account has signed, whatever kind of account it is.</summary>
/// <remarks>
/// Accounts with a key (ECDSA over secp256k1), with code (ERC-1271), with a key and delegated code (EIP-7702: either may answer), and with code that is not
/// deployed yet (ERC-6492). One <c>eth_call</c> asks: it carries the creation code of <see cref="SignatureValidator"/>, so nothing needs to be deployed
/// and nothing is changed. The answer holds at the block that was asked: a contract may change its mind.
/// </remarks>
public static class AccountSignatures
{
    /// <summary>Longest signature in bytes. The call's code and arguments have to fit in what a chain takes as creation code (EIP-3860).</summary>
    public const int MaxLength = 32_768;

    /// <summary>Whether <paramref name="account"/> has signed <paramref name="hash"/>.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="account">Who is said to have signed.</param>
    /// <param name="hash">What was signed, as it is: prefixes of messages and domains of typed data are already in it.</param>
    /// <param name="signature">65 or 64 bytes (EIP-2098) of an account with a key; whatever a contract takes; either of them in the wrapping of ERC-6492.</param>
    /// <param name="block">At which block; the newest by default.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The signature is longer than <see cref="MaxLength"/>.</exception>
    /// <exception cref="RpcException">The node could not tell.</exception>
    public static async Task<bool> HasSignedAsync(
        this EthereumClient client, Address account, Hash32 hash, ReadOnlyMemory<byte> signature, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (signature.Length > MaxLength)
            throw new ArgumentException($"a signature has at most {MaxLength} bytes; this one has {signature.Length}", nameof(signature));
        var request = new CallRequest { Data = SignatureValidator.CreationCode(account, hash, signature.ToArray()), Function = nameof(SignatureValidator) };
        byte[] answer;
        try
        {
            answer = await client.CallAsync(request, block, cancellationToken);
        }
        catch (RevertException)
        {
            return false; // a wrapping that cannot be taken apart
        }

        return answer.Length == Hash32.Length && !answer.AsSpan(0, 31).ContainsAnyExcept((byte)0) && answer[31] <= 1
            ? answer[31] == 1
            : throw new RpcException("eth_call", "result", $"of {nameof(SignatureValidator)} is neither yes nor no");
    }

    /// <summary>Whether <paramref name="account"/> has signed a personal message (EIP-191, version 0x45).</summary>
    /// <inheritdoc cref="HasSignedAsync(EthereumClient, Address, Hash32, ReadOnlyMemory{byte}, BlockTag, CancellationToken)"/>
    public static Task<bool> HasSignedMessageAsync(
        this EthereumClient client, Address account, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature, BlockTag block = default, CancellationToken cancellationToken = default) =>
        client.HasSignedAsync(account, PersonalMessage.Hash(message.Span), signature, block, cancellationToken);
}
