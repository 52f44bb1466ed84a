using System.Diagnostics.CodeAnalysis;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>Where a node is: an <c>http(s)://</c> or <c>ws(s)://</c> address, or the path of a Unix domain socket (<c>/…/geth.ipc</c>, <c>ipc:…</c>).</summary>
/// <remarks>Its text is scheme and host only, or the path of the socket: the rest of an address may be a key.</remarks>
public sealed class RpcEndpoint : IEquatable<RpcEndpoint>
{
    private const string IpcScheme = "ipc:";
    private readonly Uri? _address;
    private readonly string? _path;

    private RpcEndpoint(Uri? address, string? path)
    {
        _address = address;
        _path = path;
    }

    /// <summary>True when the node can speak unasked over it (subscriptions).</summary>
    public bool CanSubscribe => _address is null || IsSocket(_address);

    /// <summary>An address with scheme http, https, ws or wss.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static RpcEndpoint Of(Uri address) => IsKnown(address)
        ? new RpcEndpoint(address, null)
        : throw new ArgumentException("the endpoint is not an absolute http, https, ws or wss address", nameof(address));

    /// <summary>Reads an address, or the path of a socket.</summary>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out RpcEndpoint? endpoint)
    {
        endpoint = null;
        string path = text.StartsWith("ipc://", StringComparison.Ordinal) ? text["ipc://".Length..] : text.StartsWith(IpcScheme, StringComparison.Ordinal) ? text[IpcScheme.Length..] : text;
        if (path.Length > 0 && (path.Length < text.Length || Path.IsPathRooted(path) || path.EndsWith(".ipc", StringComparison.Ordinal)) && !path.Contains("://", StringComparison.Ordinal))
            endpoint = new RpcEndpoint(null, Path.GetFullPath(path));
        else if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && IsKnown(address))
            endpoint = new RpcEndpoint(address, null);
        return endpoint is not null;
    }

    /// <summary>A transport to it, which connects when first used.</summary>
    /// <param name="retry">When to try again; null for the usual.</param>
    /// <param name="timeout">Longest time for one attempt; null for the usual.</param>
    public IRpcTransport Open(RetryPolicy? retry = null, TimeSpan? timeout = null)
    {
        retry ??= new RetryPolicy();
        if (_address is null)
        {
            var ipc = new IpcRpcOptions { Path = _path!, Retry = retry };
            return new IpcRpcTransport(timeout is { } limit ? ipc with { Timeout = limit } : ipc);
        }

        if (IsSocket(_address))
        {
            var socket = new WebSocketRpcOptions { Endpoint = _address, Retry = retry };
            return new WebSocketRpcTransport(timeout is { } limit ? socket with { Timeout = limit } : socket);
        }

        var http = new HttpRpcOptions { Endpoint = _address, Retry = retry };
        return new HttpRpcTransport(timeout is { } most ? http with { Timeout = most } : http);
    }

    /// <inheritdoc/>
    public bool Equals(RpcEndpoint? other) => other is not null && _address == other._address && _path == other._path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RpcEndpoint);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_address, _path);

    /// <summary>Scheme and host, or the path of the socket.</summary>
    public override string ToString() => _address is { } address ? HttpRpcOptions.DescribeEndpoint(address) : IpcRpcOptions.Describe(_path!);

    private static bool IsKnown(Uri address) => address.IsAbsoluteUri && (address.Scheme is "http" or "https" || IsSocket(address)) && address.Host.Length > 0;

    private static bool IsSocket(Uri address) => address.Scheme is "ws" or "wss";
}
