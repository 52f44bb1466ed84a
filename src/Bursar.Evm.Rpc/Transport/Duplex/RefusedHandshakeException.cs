namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>A server answered the opening of a WebSocket with something else than agreement.</summary>
internal sealed class RefusedHandshakeException(int status, Exception inner) : IOException($"the server answered {status} to the opening of a WebSocket", inner)
{
    public int Status => status;
}
