using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Rpc.Signing;

/// <summary>Signs by asking a signer elsewhere over JSON-RPC: Web3Signer, Clef, a node that keeps keys, a wallet that speaks the same.</summary>
/// <remarks>
/// Nothing that comes back is believed. A signed transaction is decoded, compared with what was asked field by field, and its sender recovered; so is
/// the signer of typed data and of messages. The methods are <c>eth_signTransaction</c> (both answer shapes: the bytes, or an object with
/// <c>raw</c>), <c>eth_signTypedData_v4</c> or <c>eth_signTypedData</c>, and <c>personal_sign</c> or <c>eth_sign</c>; for Clef's own interface
/// <c>account_signTransaction</c>, <c>account_signTypedData</c> and <c>account_signData</c>. A request is not sent twice after it may have arrived,
/// since a person may be asked there.
/// </remarks>
public sealed class RemoteSigner : ISigner, IDisposable
{
    private const int MaxAccounts = 100_000;
    private readonly IRpcTransport _transport;
    private readonly bool _isClef;
    private bool _disposed;

    private RemoteSigner(IRpcTransport transport, Address address, ChainId? onlyChain, bool isClef)
    {
        _transport = transport;
        _isClef = isClef;
        Address = address;
        OnlyChain = onlyChain;
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>The one chain that it signs for; null for any.</summary>
    public ChainId? OnlyChain { get; }

    /// <summary>Where the signer is, without secrets.</summary>
    public string Endpoint => _transport.Endpoint;

    /// <summary>A signer for an account that the signer elsewhere says it has. The signer owns the transport once it is made.</summary>
    /// <param name="transport">The way there.</param>
    /// <param name="account">The account.</param>
    /// <param name="onlyChain">The one chain to sign for; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningException">It cannot be reached, or does not have the account.</exception>
    public static async Task<RemoteSigner> ConnectAsync(IRpcTransport transport, Address account, ChainId? onlyChain = null, CancellationToken cancellationToken = default)
    {
        (IReadOnlyList<Address> accounts, bool isClef) = await ListAsync(transport, cancellationToken);
        return accounts.Contains(account)
            ? new RemoteSigner(transport, account, onlyChain, isClef)
            : throw new SigningException(SigningRefusal.Remote, $"the signer at {transport.Endpoint} does not have the account {account}{(accounts.Count == 0 ? ", nor any other" : "")}");
    }

    /// <summary>The accounts that a signer elsewhere offers.</summary>
    /// <exception cref="SigningException">It cannot be reached, or does not say.</exception>
    public static async Task<IReadOnlyList<Address>> GetAccountsAsync(IRpcTransport transport, CancellationToken cancellationToken = default) =>
        (await ListAsync(transport, cancellationToken)).Accounts;

    /// <inheritdoc/>
    public async ValueTask<SignedTransaction> SignTransactionAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        if (transaction.ChainId is not { } chain)
            throw new SigningException(SigningRefusal.NoChain, "a transaction without a chain id would be valid on every chain: set it");
        CheckChain(chain.Value);
        _ = transaction.EncodeUnsigned(); // what makes no transaction is told here, and not asked for
        AnswerNode answer = await AskAsync([Request(_isClef ? "account_signTransaction" : "eth_signTransaction", w => TransactionJson.Write(w, Address, transaction))], cancellationToken);
        return Check(transaction, Raw(answer));
    }

    /// <inheritdoc/>
    /// <exception cref="SigningException">The signer refuses, or only the hash of the data is at hand: a signer elsewhere shows the data to a person or checks it by rules.</exception>
    public async ValueTask<Signature> SignTypedDataAsync(TypedDataHash data, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        if (OnlyChain is not null && data.Domain.ChainId is null)
            throw new SigningException(SigningRefusal.NoChain, $"the account {Address} signs only for chain {OnlyChain}, and the typed data names no chain");
        if (data.Domain.ChainId is { } chain)
            CheckChain(chain);
        if (data.Source is not { } document || document.Hash.SigningHash != data.SigningHash)
            throw new SigningException(SigningRefusal.NeedsDocument, $"the signer at {Endpoint} needs the whole typed data, and there is only its hash");
        RpcRequest[] ways = _isClef
            ? [Request("account_signTypedData", AsObject)]
            : [Request("eth_signTypedData_v4", AsObject), Request("eth_signTypedData_v4", AsText), Request("eth_signTypedData", AsText)];
        return Check(await AskAsync(ways, cancellationToken), data.SigningHash);

        void AsObject(Utf8JsonWriter writer)
        {
            writer.WriteStringValue(Address.ToString());
            writer.WriteRawValue(document.Json);
        }

        void AsText(Utf8JsonWriter writer)
        {
            writer.WriteStringValue(Address.ToString());
            writer.WriteStringValue(document.Json);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        string bytes = Hex.Encode(message.Span);
        RpcRequest[] ways = _isClef
            ? [Request("account_signData", w => Texts(w, "text/plain", Address.ToString(), bytes))]
            : [Request("personal_sign", w => Texts(w, bytes, Address.ToString())), Request("eth_sign", w => Texts(w, Address.ToString(), bytes))];
        return Check(await AskAsync(ways, cancellationToken), PersonalMessage.Hash(message.Span));

        static void Texts(Utf8JsonWriter writer, params ReadOnlySpan<string> texts)
        {
            foreach (string text in texts)
                writer.WriteStringValue(text);
        }
    }

    /// <summary>Closes the transport.</summary>
    public void Dispose()
    {
        _disposed = true;
        _transport.Dispose();
    }

    /// <summary>The address.</summary>
    public override string ToString() => Address.ToString();

    private static RpcRequest Request(string method, Action<Utf8JsonWriter> write) => RpcRequest.Of(method, write);

    private static async Task<(IReadOnlyList<Address> Accounts, bool IsClef)> ListAsync(IRpcTransport transport, CancellationToken cancellationToken)
    {
        (AnswerNode answer, int way) = await AskAsync(transport, [RpcRequest.Of("eth_accounts"), RpcRequest.Of("account_list")], cancellationToken);
        try
        {
            return (answer.Items(item => item.Address(), MaxAccounts), way == 1);
        }
        catch (RpcException e)
        {
            throw Wrong(transport, e.Message);
        }
    }

    /// <summary>The answer to the first way of asking that the signer knows.</summary>
    private static async Task<(AnswerNode Answer, int Way)> AskAsync(IRpcTransport transport, RpcRequest[] ways, CancellationToken cancellationToken)
    {
        RpcError? refusal = null;
        for (int i = 0; i < ways.Length; i++)
        {
            RpcAnswer answer;
            try
            {
                answer = (await transport.SendAsync([ways[i]], cancellationToken))[0];
            }
            catch (TransportException e)
            {
                throw new SigningException(SigningRefusal.Remote, $"the signer at {e.Message}");
            }
            catch (RpcException e)
            {
                throw Wrong(transport, e.Message);
            }

            if (answer.IsOk)
                return (AnswerNode.Result(ways[i].Method, answer), i);
            refusal ??= answer.Error;
            if (answer.Error.Kind is not (NodeErrorKind.MethodNotFound or NodeErrorKind.InvalidParameters))
            {
                refusal = answer.Error;
                break;
            }
        }

        throw new SigningException(SigningRefusal.Remote, $"the signer at {transport.Endpoint} refused: {refusal!.Message}");
    }

    private static SigningException Wrong(IRpcTransport transport, string problem) =>
        new(SigningRefusal.WrongAnswer, $"the answer of the signer at {transport.Endpoint} cannot be used: {problem}");

    private void Begin(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<AnswerNode> AskAsync(RpcRequest[] ways, CancellationToken cancellationToken) => (await AskAsync(_transport, ways, cancellationToken)).Answer;

    private byte[] Raw(AnswerNode answer)
    {
        try
        {
            return (answer.IsObject ? answer.Member("raw") : answer).Bytes();
        }
        catch (RpcException e)
        {
            throw Wrong(_transport, e.Message);
        }
    }

    private SignedTransaction Check(Transaction asked, byte[] raw)
    {
        if (!SignedTransaction.TryDecode(raw, out SignedTransaction? signed))
            throw Wrong(_transport, "it is not a signed transaction of a known type, or nobody can have made its signature");
        if (TransactionDifference.Between(asked, signed.Transaction) is { } difference)
            throw Wrong(_transport, $"it signed another transaction: {difference}");
        return signed.From == Address ? signed : throw Wrong(_transport, $"{signed.From} signed where {Address} was asked to");
    }

    private Signature Check(AnswerNode answer, Hash32 hash)
    {
        byte[] bytes;
        try
        {
            bytes = answer.Bytes();
        }
        catch (RpcException e)
        {
            throw Wrong(_transport, e.Message);
        }

        if (!Signature.TryRead(bytes, out Signature signature) || !Secp256k1.TryRecover(hash, signature, out Address signer))
            throw Wrong(_transport, "it is no signature that anybody can have made");
        return signer == Address ? signature : throw Wrong(_transport, $"it is not a signature of {Address} over what was asked");
    }

    private void CheckChain(UInt256 chain)
    {
        if (OnlyChain is { } only && chain != only.Value)
            throw new SigningException(SigningRefusal.WrongChain, $"the account {Address} signs only for chain {only}, not for chain {chain}");
    }
}
