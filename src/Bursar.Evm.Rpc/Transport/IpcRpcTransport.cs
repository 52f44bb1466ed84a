using Bursar.Evm.Rpc.Transport.Duplex;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>JSON-RPC over a Unix domain socket on this machine, as nodes offer it to their operator.</summary>
public sealed class IpcRpcTransport : DuplexRpcTransport
{
    private readonly IpcRpcOptions _options;

    /// <summary>A transport with its own connection, made when first used.</summary>
    public IpcRpcTransport(IpcRpcOptions options)
        : base(options, options.ToString(), Secrets.None) => _options = options;

    private protected override async Task<IMessageChannel> OpenAsync(CancellationToken cancellationToken) =>
        await IpcChannel.ConnectAsync(_options.Path, _options.MaxAnswerBytes, cancellationToken);
}
