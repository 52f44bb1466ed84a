using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A network that loses requests on the way there, or answers on the way back, as it is told for each.</summary>
/// <param name="inner">The real transport.</param>
/// <param name="fate">For each method: what happens.</param>
internal sealed class LossyTransport(IRpcTransport inner, Func<string, LossyTransport.Fate> fate) : IRpcTransport
{
    internal enum Fate
    {
        Arrives,
        RequestLost,
        AnswerLost,

        /// <summary>What comes back is no JSON-RPC, as from a gateway that shows a page.</summary>
        Page,
    }

    public string Endpoint => inner.Endpoint;

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        Fate mine = fate(requests[0].Method);
        if (mine == Fate.RequestLost)
            throw new TransportException(Endpoint, "the request was lost", retryable: true);
        IReadOnlyList<RpcAnswer> answers = await inner.SendAsync(requests, cancellationToken);
        if (mine == Fate.Page)
            throw new TransportException(Endpoint, "answered with text/html", retryable: false);
        return mine == Fate.AnswerLost ? throw new TransportException(Endpoint, "the answer was lost", retryable: true) : answers;
    }

    public void Dispose() => inner.Dispose();
}
