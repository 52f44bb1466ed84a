using System.Buffers;
using System.Buffers.Binary;

namespace Bursar.Evm.Abi;

/// <summary>Writes values in the contract ABI's encoding (ABI specification, "Formal Specification of the Encoding").</summary>
/// <remarks>
/// The head of a tuple is reserved when the tuple begins; static values fill it in order and dynamic values leave an offset in it and append
/// their tail, so nothing is written twice. Head sizes are in bytes: 32 for each word that a static value takes, 32 for each dynamic value.
/// Pass the writer by reference; end with <see cref="Finish"/>.
/// </remarks>
public ref partial struct AbiWriter
{
    private byte[] _buffer;
    private bool _pooled;
    private int _start;
    private int _head;
    private int _headEnd;
    private int _end;

    /// <summary>Begins a tuple, such as a function's arguments, whose head takes <paramref name="headSize"/> bytes.</summary>
    public AbiWriter(int headSize)
        : this(default, headSize, 0)
    {
    }

    /// <summary>Begins a tuple after bytes that go in front of it, such as a selector or a contract's creation code.</summary>
    /// <param name="prefix">Bytes in front; offsets do not count them.</param>
    /// <param name="headSize">Bytes of the head.</param>
    /// <param name="tailHint">A guess of the bytes that the tails take; 0 when all is static, and then the result is written in place.</param>
    public AbiWriter(ReadOnlySpan<byte> prefix, int headSize, int tailHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headSize);
        ArgumentOutOfRangeException.ThrowIfNegative(tailHint);
        int size = prefix.Length + headSize;
        _pooled = tailHint > 0;
        _buffer = _pooled ? ArrayPool<byte>.Shared.Rent(size + tailHint) : new byte[size];
        prefix.CopyTo(_buffer);
        _start = prefix.Length;
        _head = prefix.Length;
        _headEnd = size;
        _end = size;
    }

    /// <summary>Bytes written or reserved so far, the prefix included.</summary>
    public readonly int Length => _end;

    /// <summary>Leaves an offset and begins the tail of a dynamic tuple, or of a fixed-size array of dynamic elements.</summary>
    /// <param name="headSize">Bytes of the head of the nested tuple.</param>
    /// <returns>What <see cref="End"/> takes.</returns>
    public AbiFrame BeginTuple(int headSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headSize);
        WriteOffset();
        return Nest(headSize);
    }

    /// <summary>Leaves an offset and begins the tail of an array of variable length.</summary>
    /// <param name="count">Number of elements.</param>
    /// <param name="elementHeadSize">Bytes that one element takes in the head: 32 when it is dynamic, else its whole size.</param>
    /// <returns>What <see cref="End"/> takes.</returns>
    public AbiFrame BeginArray(int count, int elementHeadSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(elementHeadSize);
        WriteOffset();
        WriteNumber(Append(32), (ulong)count);
        return Nest(count * elementHeadSize);
    }

    /// <summary>Ends the nested tuple or array that <paramref name="frame"/> came from.</summary>
    /// <exception cref="InvalidOperationException">Its head is not full.</exception>
    public void End(AbiFrame frame)
    {
        RequireFullHead();
        _start = frame.Start;
        _head = frame.Head;
        _headEnd = frame.HeadEnd;
    }

    /// <summary>The encoded bytes. The writer is spent afterwards.</summary>
    /// <exception cref="InvalidOperationException">The head is not full.</exception>
    public byte[] Finish()
    {
        RequireFullHead();
        byte[] buffer = _buffer;
        byte[] result = !_pooled && buffer.Length == _end ? buffer : buffer.AsSpan(0, _end).ToArray();
        Release();
        return result;
    }

    /// <summary>Gives the buffer back when the encoding was abandoned. <see cref="Finish"/> does it too.</summary>
    public void Release()
    {
        byte[] buffer = _buffer;
        bool pooled = _pooled;
        this = default;
        _buffer = [];
        if (pooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void WriteNumber(Span<byte> word, ulong value)
    {
        word[..24].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[24..], value);
    }

    private readonly void RequireFullHead()
    {
        if (_head != _headEnd)
            throw new InvalidOperationException($"{_headEnd - _head} bytes of the head are not written");
    }

    private AbiFrame Nest(int headSize)
    {
        var outer = new AbiFrame(_start, _head, _headEnd);
        _start = _end;
        _head = _end;
        Append(headSize);
        _headEnd = _end;
        return outer;
    }

    private Span<byte> NextWord()
    {
        if (_head + 32 > _headEnd)
            throw new InvalidOperationException("more values than the head has room for");
        Span<byte> word = _buffer.AsSpan(_head, 32);
        _head += 32;
        return word;
    }

    private void WriteOffset() => WriteNumber(NextWord(), (ulong)(_end - _start));

    private Span<byte> Append(int count)
    {
        if (count > _buffer.Length - _end)
            Grow(count);
        Span<byte> span = _buffer.AsSpan(_end, count);
        _end += count;
        return span;
    }

    private void Grow(int count)
    {
        long needed = (long)_end + count;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException("the encoding is larger than an array can be");
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        if (_pooled)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _pooled = true;
    }
}
