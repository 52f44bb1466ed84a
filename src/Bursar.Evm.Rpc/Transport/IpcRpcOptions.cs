namespace Bursar.Evm.Rpc.Transport;

/// <summary>Where a node's socket on this machine is, and what its messages may take.</summary>
public sealed record IpcRpcOptions : RpcOptions
{
    /// <summary>Path of the Unix domain socket, for example <c>/var/lib/geth/geth.ipc</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => Describe(Path);

    internal static string Describe(string path) => $"ipc:{path}";
}
