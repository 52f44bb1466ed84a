namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Bytes that came and are not used yet, up to a limit.</summary>
internal sealed class GrowingBuffer(int max)
{
    private const int First = 16 << 10;
    private const int Kept = 1 << 20;
    private byte[] _bytes = new byte[Math.Min(First, max)];

    /// <summary>How many bytes there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Filled => _bytes.AsMemory(0, Count);

    /// <summary>Room to read into; more is made when there is none.</summary>
    /// <exception cref="InvalidDataException">The limit is reached.</exception>
    public Memory<byte> Room()
    {
        if (Count == _bytes.Length)
        {
            if (Count >= max)
                throw new InvalidDataException($"a message is larger than {max} bytes");
            Array.Resize(ref _bytes, (int)Math.Min(max, _bytes.Length * 2L));
        }

        return _bytes.AsMemory(Count);
    }

    /// <summary>Takes up what was read into <see cref="Room"/>.</summary>
    public void Advance(int count) => Count += count;

    /// <summary>Forgets the first bytes. A buffer that one large message made large is given back.</summary>
    public void Drop(int count)
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(count, Count - count);
        if (_bytes.Length > Kept && rest.Length < First)
        {
            byte[] small = new byte[Math.Min(First, max)];
            rest.CopyTo(small);
            _bytes = small;
        }
        else
        {
            rest.CopyTo(_bytes);
        }

        Count -= count;
    }
}
