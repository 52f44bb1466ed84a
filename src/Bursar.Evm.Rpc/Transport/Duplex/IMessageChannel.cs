namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Carries whole messages in both directions. One writer and one reader at a time.</summary>
internal interface IMessageChannel : IDisposable
{
    /// <summary>Sends one message.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>The next message, whose bytes hold until the next call; null when the peer closed.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    /// <exception cref="InvalidDataException">What came is no message, or one that is too large.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken);
}
