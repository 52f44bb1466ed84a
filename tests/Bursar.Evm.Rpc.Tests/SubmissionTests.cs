using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Handing the same bytes in twice is the same as once; anything else is told apart.</summary>
public sealed class SubmissionTests
{
    private static readonly byte[] Raw = [2, 0xc0, 1, 2, 3];
    private static readonly Hash32 Hash = Keccak256.Hash(Raw);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_the_hash_of_what_was_taken()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer($"\"{Hash}\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(new Submission(Hash, SubmissionOutcome.Accepted), await client.SubmitAsync(Raw, Token));
        Assert.Equal(Hash, await client.SendRawTransactionAsync(Raw, Token));
        Assert.Contains("""eth_sendRawTransaction","params":["0x02c0010203"]""", server.Bodies.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_hash_that_is_not_that_of_the_bytes()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer($"\"{Hash32.Zero}\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => client.SubmitAsync(Raw, Token));
        Assert.Equal(NodeErrorKind.Malformed, broken.Kind);
    }

    [Theory]
    [InlineData("already known", true, false, SubmissionOutcome.AlreadyKnown)]
    [InlineData("already known", true, true, SubmissionOutcome.AlreadyMined)]
    [InlineData("already known", false, false, SubmissionOutcome.AlreadyKnown)]
    [InlineData("nonce too low", true, true, SubmissionOutcome.AlreadyMined)]
    [InlineData("nonce too low", true, false, SubmissionOutcome.AlreadyKnown)]
    public async Task Counts_the_same_bytes_as_success(string message, bool known, bool mined, SubmissionOutcome outcome)
    {
        await using var server = Server(message, known, mined);
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(new Submission(Hash, outcome), await client.SubmitAsync(Raw, Token));
    }

    [Theory]
    [InlineData("nonce too low", NodeErrorKind.NonceTooLow)]
    [InlineData("replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced)]
    [InlineData("insufficient funds for gas * price + value", NodeErrorKind.InsufficientFunds)]
    public async Task Tells_other_bytes_with_the_same_nonce_apart(string message, NodeErrorKind kind)
    {
        await using var server = Server(message, known: false, mined: false);
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.SubmitAsync(Raw, Token));
        Assert.Equal((kind, "eth_sendRawTransaction"), (refused.Kind, refused.Method));
    }

    [Fact]
    public async Task Sends_the_same_bytes_again_after_a_broken_connection()
    {
        await using var server = new ScriptedServer(exchange => exchange.Reset(), Respond("already known", known: true, mined: false));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(new Submission(Hash, SubmissionOutcome.AlreadyKnown), await client.SubmitAsync(Raw, Token));
        Assert.Equal(2, server.Bodies.Count(body => body.Contains("0x02c0010203", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Leaves_open_what_became_of_bytes_without_an_answer()
    {
        await using var server = new ScriptedServer(exchange => exchange.Reset());
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        TransportException unknown = await Assert.ThrowsAsync<TransportException>(() => client.SubmitAsync(Raw, Token));
        Assert.True(unknown.Retryable);
        Assert.False(unknown.NotProcessed);
    }

    private static ScriptedServer Server(string message, bool known, bool mined) => new(Respond(message, known, mined));

    private static Func<ScriptedServer.Exchange, Task> Respond(string message, bool known, bool mined) => ScriptedServer.Answer((method, _) =>
    {
        if (method == "eth_sendRawTransaction")
            return $"!{{\"code\":-32000,\"message\":\"{message}\"}}";
        string block = mined ? $"\"{Hash32.Zero}\"" : "null";
        string number = mined ? "\"0x5\"" : "null";
        string zero = Address.Zero.ToLowerHex();
        return known
            ? $$"""{"hash":"{{Hash}}","from":"{{zero}}","to":"{{zero}}","nonce":"0x1","input":"0x","value":"0x0","gas":"0x5208","blockHash":{{block}},"blockNumber":{{number}}}"""
            : "null";
    });
}
