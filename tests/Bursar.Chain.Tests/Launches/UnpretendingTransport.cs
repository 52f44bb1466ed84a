using System.Text.Json;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Chain.Tests.Launches;

/// <summary>A node that cannot call as if the state were another one: it says so, or passes over what it does not know, as old nodes do.</summary>
internal sealed class UnpretendingTransport(IRpcTransport inner, bool says) : IRpcTransport
{
    public string Endpoint => inner.Endpoint;

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        RpcRequest[] plain = [.. requests.Select(Strip)];
        IReadOnlyList<RpcAnswer> answers = await inner.SendAsync(plain, cancellationToken);
        return !says ? answers : [.. requests.Select((r, i) => r == plain[i] ? answers[i] : RpcAnswer.Fail(new RpcError(-32602, "too many arguments, want at most 2", NodeErrorKind.Unknown)))];
    }

    public void Dispose() => inner.Dispose();

    private static RpcRequest Strip(RpcRequest request)
    {
        using JsonDocument parameters = JsonDocument.Parse(request.Parameters);
        if (request.Method != "eth_call" || parameters.RootElement.GetArrayLength() <= 2)
            return request;
        JsonElement call = parameters.RootElement[0].Clone();
        JsonElement block = parameters.RootElement[1].Clone();
        return RpcRequest.Of(request.Method, writer =>
        {
            call.WriteTo(writer);
            block.WriteTo(writer);
        });
    }
}
