using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>What people write for a node.</summary>
public sealed class RpcEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8545", "http://127.0.0.1:8545", false)]
    [InlineData("https://user:secret@node.example.org/v2/key?token=k#0", "https://node.example.org", false)]
    [InlineData("ws://localhost:8546/secret", "ws://localhost:8546", true)]
    [InlineData("wss://node.example.org/v2/key", "wss://node.example.org", true)]
    [InlineData("/var/lib/geth/geth.ipc", "ipc:/var/lib/geth/geth.ipc", true)]
    [InlineData("ipc:/tmp/node.sock", "ipc:/tmp/node.sock", true)]
    [InlineData("ipc:///tmp/node.sock", "ipc:/tmp/node.sock", true)]
    [InlineData("/tmp/without-extension", "ipc:/tmp/without-extension", true)]
    public void Reads_addresses_and_paths_and_shows_no_secret(string text, string shown, bool subscribes)
    {
        Assert.True(RpcEndpoint.TryParse(text, out RpcEndpoint? endpoint));
        Assert.Equal((shown, subscribes), (endpoint.ToString(), endpoint.CanSubscribe));
        using IRpcTransport transport = endpoint.Open();
        Assert.Equal(shown, transport.Endpoint);
        Assert.True(RpcEndpoint.TryParse(text, out RpcEndpoint? again));
        Assert.Equal(endpoint, again);
    }

    [Fact]
    public void Reads_a_relative_path_by_its_ending()
    {
        Assert.True(RpcEndpoint.TryParse("data/geth.ipc", out RpcEndpoint? endpoint));
        Assert.Equal($"ipc:{Path.GetFullPath("data/geth.ipc")}", endpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("node.example.org")]
    [InlineData("localhost:8545")]
    [InlineData("ftp://node.example.org/")]
    [InlineData("http://")]
    [InlineData("ipc:")]
    [InlineData("ipc:http://node.example.org/")]
    [InlineData("file:///var/lib/geth/geth.ipc")]
    public void Refuses_everything_else(string text) => Assert.False(RpcEndpoint.TryParse(text, out _));
}
