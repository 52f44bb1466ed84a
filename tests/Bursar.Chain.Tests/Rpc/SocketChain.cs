using Bursar.App.LocalChain;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Chain.Tests.Rpc;

/// <summary>A chain that is reached by HTTP, by WebSocket and by a Unix domain socket, with a proxy before each that can be cut.</summary>
public sealed class SocketChain : ChainFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-rpc-").FullName;

    /// <summary>Short waits: the node is on this machine.</summary>
    public static RetryPolicy Quick => new() { Attempts = 8, FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(100) };

    /// <summary>Socket of the node.</summary>
    public string IpcPath => Path.Combine(_folder, "node.ipc");

    /// <inheritdoc/>
    protected override LocalNodeOptions Options => new() { IpcPath = IpcPath };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A proxy before the way that is meant, and a transport through it.</summary>
    internal (CuttingProxy Proxy, IRpcTransport Transport) Open(string way, TimeSpan? timeout = null, int maxAnswerBytes = 64 << 20, RetryPolicy? retry = null)
    {
        TimeSpan limit = timeout ?? TimeSpan.FromSeconds(30);
        string own = Path.Combine(_folder, Guid.NewGuid().ToString("N")[..8]);
        CuttingProxy proxy = way == "ipc" ? new CuttingProxy(IpcPath, own) : new CuttingProxy(Endpoint);
        IRpcTransport transport = way switch
        {
            "ipc" => new IpcRpcTransport(new IpcRpcOptions { Path = own, Timeout = limit, MaxAnswerBytes = maxAnswerBytes, Retry = retry ?? Quick }),
            "ws" => new WebSocketRpcTransport(new WebSocketRpcOptions { Endpoint = new Uri($"ws://127.0.0.1:{proxy.Port}/"), Timeout = limit, MaxAnswerBytes = maxAnswerBytes, Retry = retry ?? Quick }),
            _ => new HttpRpcTransport(new HttpRpcOptions { Endpoint = new Uri($"http://127.0.0.1:{proxy.Port}/"), Timeout = limit, MaxAnswerBytes = maxAnswerBytes, Retry = retry ?? Quick }),
        };
        return (proxy, transport);
    }
}
