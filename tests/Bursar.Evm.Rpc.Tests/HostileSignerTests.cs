using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Signing;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>A signer elsewhere that signs something else, or lies: nothing of it gets through.</summary>
public sealed class HostileSignerTests : IDisposable
{
    private static readonly Address Target = Address.Parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    private static readonly Eip1559Transaction Asked = new()
    {
        ChainId = new ChainId(31337),
        Nonce = 7,
        GasLimit = 50_000UL,
        To = Target,
        Value = 5UL,
        Data = (byte[])[1, 2, 3],
        MaxFeePerGas = 30UL,
        MaxPriorityFeePerGas = 3UL,
        AccessList = [new AccessListEntry(Target, [Hash32.Zero])],
    };

    private static readonly Eip7702Transaction Delegating = new()
    {
        ChainId = new ChainId(31337),
        Nonce = 7,
        GasLimit = 50_000UL,
        To = Target,
        MaxFeePerGas = 30UL,
        MaxPriorityFeePerGas = 3UL,
        AuthorizationList = [new SignedAuthorization(new Authorization(31337UL, Target, 1), new Signature(1UL, 2UL, 0))],
    };

    private static readonly Eip4844Transaction Blobs = new()
    {
        ChainId = new ChainId(31337),
        Nonce = 7,
        GasLimit = 50_000UL,
        To = Target,
        MaxFeePerGas = 30UL,
        MaxPriorityFeePerGas = 3UL,
        MaxFeePerBlobGas = 4UL,
        BlobVersionedHashes = [Hash32.Parse("0x01" + new string('a', 62))],
    };

    private static readonly TypedDataHash Data = TypedData.Parse(
        """{"types":{"EIP712Domain":[{"name":"chainId","type":"uint256"}],"A":[{"name":"a","type":"bool"}]},"primaryType":"A","domain":{"chainId":31337},"message":{"a":true}}""").Hash;

    private readonly PrivateKey _key = PrivateKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Changes => new()
    {
        { "nonce", "its nonce is 8, where 7 was asked for" },
        { "receiver", "its receiver is none" },
        { "value", "its value is 6, where 5 was asked for" },
        { "gas", "its gas limit is" },
        { "data", "its data are not the 3 bytes" },
        { "cap", "its fee per gas is 31" },
        { "tip", "its priority fee per gas is 4" },
        { "slots", "its access list is another" },
        { "chain", "its chain id is 1, where 31337" },
        { "type", "its type is" },
        { "authorisation", "its authorisations are others" },
        { "blob", "its blobs are others" },
        { "blob fee", "its fee per blob gas is 5" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Another_transaction_than_the_one_asked_for_is_refused_and_the_field_named(string change, string problem)
    {
        (Transaction asked, Transaction signed) = change switch
        {
            "nonce" => (Asked, Asked with { Nonce = 8 }),
            "receiver" => (Asked, Asked with { To = null }),
            "value" => (Asked, Asked with { Value = 6UL }),
            "gas" => (Asked, Asked with { GasLimit = 50_001UL }),
            "data" => (Asked, Asked with { Data = (byte[])[1, 2, 4] }),
            "cap" => (Asked, Asked with { MaxFeePerGas = 31UL }),
            "tip" => (Asked, Asked with { MaxPriorityFeePerGas = 4UL }),
            "slots" => (Asked, Asked with { AccessList = [new AccessListEntry(Target, [])] }),
            "chain" => (Asked, Asked with { ChainId = new ChainId(1) }),
            "authorisation" => (Delegating, Delegating with { AuthorizationList = [Delegating.AuthorizationList[0], Delegating.AuthorizationList[0]] }),
            "blob" => (Blobs, Blobs with { BlobVersionedHashes = [Hash32.Parse("0x01" + new string('b', 62))] }),
            "blob fee" => ((Transaction)Blobs, (Transaction)(Blobs with { MaxFeePerBlobGas = 5UL })),
            _ => (Asked, new LegacyTransaction { ChainId = Asked.ChainId, Nonce = 7, GasLimit = 50_000UL, To = Target, Value = 5UL, Data = Asked.Data, GasPrice = 30UL }),
        };
        await RefusesAsync($"\"{Hex.Encode(signed.Sign(_key).Raw)}\"", problem, asked);
        await RefusesAsync($$$"""{"raw":"{{{Hex.Encode(signed.Sign(_key).Raw)}}}","tx":{}}""", problem, asked);
    }

    [Fact]
    public async Task Somebody_elses_signature_is_refused()
    {
        using PrivateKey other = PrivateKey.Generate();
        await RefusesAsync($"\"{Hex.Encode(Asked.Sign(other).Raw)}\"", $"{other.Address} signed where {_key.Address} was asked to", Asked);
    }

    [Theory]
    [InlineData("\"0x\"", "not a signed transaction")]
    [InlineData("\"0x02\"", "not a signed transaction")]
    [InlineData("\"nonsense\"", "is not bytes in hexadecimal")]
    [InlineData("null", "is not a text")]
    [InlineData("17", "is not a text")]
    [InlineData("{}", "result.raw is missing")]
    [InlineData("""{"raw":null}""", "result.raw is not a text")]
    public async Task What_is_no_transaction_is_refused(string result, string problem) => await RefusesAsync(result, problem, Asked);

    [Fact]
    public async Task Signatures_of_something_else_are_refused()
    {
        using PrivateKey other = PrivateKey.Generate();
        foreach ((string result, string problem) in new[]
        {
            (Hex.Encode(other.Sign(Data.SigningHash).ToBytes()), "is not a signature of"),
            (Hex.Encode(_key.Sign(Keccak256.Hash("something else"u8)).ToBytes()), "is not a signature of"),
            (Hex.Encode(new byte[65]), "no signature that anybody can have made"),
            ("0x1234", "no signature that anybody can have made"),
        })
        {
            await using ScriptedServer server = Serve($"\"{result}\"");
            using RemoteSigner signer = await OpenAsync(server);
            SigningException typed = await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTypedDataAsync(Data, Token));
            SigningException message = await Assert.ThrowsAsync<SigningException>(async () => await signer.SignMessageAsync("hello"u8.ToArray(), Token));
            Assert.Equal((SigningRefusal.WrongAnswer, SigningRefusal.WrongAnswer), (typed.Reason, message.Reason));
            Assert.Contains(problem, typed.Message, StringComparison.Ordinal);
            Assert.Contains(problem, message.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hash_alone_is_not_sent_to_a_signer_who_cannot_see_what_it_is()
    {
        await using ScriptedServer server = Serve("\"0x\"");
        using RemoteSigner signer = await OpenAsync(server);
        foreach (TypedDataHash blind in new[] { Data with { Source = null }, Data with { StructHash = Hash32.Zero } })
        {
            Assert.Equal(SigningRefusal.NeedsDocument, (await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTypedDataAsync(blind, Token))).Reason);
        }

        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_refusal_is_told_once_and_in_its_own_words_without_secrets()
    {
        await using ScriptedServer server = Serve("""!{"code":-32000,"message":"request denied by rule at /v1/secret-key-123456"}""");
        var options = new HttpRpcOptions { Endpoint = new Uri(server.Address, "/v1/secret-key-123456") };
        using RemoteSigner signer = await RemoteSigner.ConnectAsync(new HttpRpcTransport(options), _key.Address, cancellationToken: Token);
        SigningException refused = await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTransactionAsync(Asked, Token));
        Assert.Equal(SigningRefusal.Remote, refused.Reason);
        Assert.Contains("request denied by rule", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_request_that_may_have_arrived_is_not_sent_again()
    {
        int asked = 0;
        await using var server = new ScriptedServer(exchange =>
        {
            if (exchange.Body.Contains("eth_accounts", StringComparison.Ordinal))
                return ScriptedServer.Answer($"[\"{_key.Address}\"]")(exchange);
            Interlocked.Increment(ref asked);
            return exchange.Reset();
        });
        using RemoteSigner signer = await OpenAsync(server);
        SigningException broken = await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTransactionAsync(Asked, Token));
        Assert.Equal(SigningRefusal.Remote, broken.Reason);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task The_request_carries_every_field_of_every_type()
    {
        await using ScriptedServer server = Serve("\"0x\"");
        using RemoteSigner signer = await OpenAsync(server);
        foreach (Transaction transaction in (Transaction[])[Asked, Delegating, Blobs])
            await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTransactionAsync(transaction, Token));
        JsonElement[] sent = [.. server.Bodies.Skip(1).Select(body => JsonDocument.Parse(body).RootElement.GetProperty("params")[0])];
        Assert.Equal(("0x2", "0x7a69", "0x7", "0xc350", "0x5", "0x010203", "0x010203", "0x1e", "0x3"), (
            Text(0, "type"), Text(0, "chainId"), Text(0, "nonce"), Text(0, "gas"), Text(0, "value"), Text(0, "data"), Text(0, "input"), Text(0, "maxFeePerGas"), Text(0, "maxPriorityFeePerGas")));
        Assert.Equal((_key.Address.ToString(), Target.ToString()), (Text(0, "from"), Text(0, "to")));
        Assert.Equal(Hash32.Zero.ToString(), sent[0].GetProperty("accessList")[0].GetProperty("storageKeys")[0].GetString());
        Assert.Equal("0x4", Text(1, "type"));
        Assert.Equal("""{"chainId":"0x7a69","address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","nonce":"0x1","yParity":"0x0","r":"0x1","s":"0x2"}""",
            sent[1].GetProperty("authorizationList")[0].GetRawText());
        Assert.Equal(("0x3", "0x4"), (Text(2, "type"), Text(2, "maxFeePerBlobGas")));
        Assert.Equal(Blobs.BlobVersionedHashes[0].ToString(), sent[2].GetProperty("blobVersionedHashes")[0].GetString());

        string? Text(int index, string name) => sent[index].GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("[]", SigningRefusal.Remote)]
    [InlineData("{}", SigningRefusal.WrongAnswer)]
    [InlineData("""["0x12"]""", SigningRefusal.WrongAnswer)]
    [InlineData("""!{"code":-32601,"message":"method not found"}""", SigningRefusal.Remote)]
    public async Task Without_the_account_nothing_is_asked_for(string accounts, SigningRefusal reason)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(accounts));
        SigningException refused = await Assert.ThrowsAsync<SigningException>(() => OpenAsync(server));
        Assert.Equal(reason, refused.Reason);
    }

    public void Dispose() => _key.Dispose();

    private ScriptedServer Serve(string result) => new(ScriptedServer.Answer((method, _) => method == "eth_accounts" ? $"[\"{_key.Address}\"]" : result));

    private Task<RemoteSigner> OpenAsync(ScriptedServer server) =>
        RemoteSigner.ConnectAsync(new HttpRpcTransport(new HttpRpcOptions { Endpoint = server.Address }), _key.Address, cancellationToken: Token);

    private async Task RefusesAsync(string result, string problem, Transaction asked)
    {
        await using ScriptedServer server = Serve(result);
        using RemoteSigner signer = await OpenAsync(server);
        SigningException refused = await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTransactionAsync(asked, Token));
        Assert.Equal(SigningRefusal.WrongAnswer, refused.Reason);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }
}
