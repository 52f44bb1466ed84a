using System.Buffers.Binary;

namespace Bursar.Evm.Abi;

/// <summary>Reads values in the contract ABI's encoding. Bytes are untrusted: whatever they are, a value or an <see cref="AbiException"/> comes out.</summary>
/// <remarks>
/// Every bit that a type does not use must be zero (or the sign), offsets and lengths must stay inside the data, text must be valid UTF-8.
/// Decoding never costs more than the data's own size, see <see cref="AbiLayout"/>. Head sizes are in bytes, as in <see cref="AbiWriter"/>.
/// Pass the reader by reference; end with <see cref="Finish"/>.
/// </remarks>
public ref partial struct AbiReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _exact;
    private int _start;
    private int _head;
    private int _headEnd;
    private int _budget;
    private int _tail;

    /// <summary>Begins at a tuple, such as a function's result, whose head takes <paramref name="headSize"/> bytes.</summary>
    /// <exception cref="AbiException">The data is shorter than the head.</exception>
    public AbiReader(ReadOnlySpan<byte> data, int headSize, AbiLayout layout = AbiLayout.FollowOffsets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headSize);
        if (data.Length < headSize)
            throw new AbiException($"expected at least {headSize} bytes, found {data.Length}");
        _data = data;
        _exact = layout == AbiLayout.Exact;
        _headEnd = headSize;
        _tail = headSize;
        _budget = data.Length - headSize;
    }

    /// <summary>Follows an offset into a dynamic tuple, or a fixed-size array of dynamic elements.</summary>
    /// <param name="headSize">Bytes of its head.</param>
    /// <returns>What <see cref="Leave"/> takes.</returns>
    /// <exception cref="AbiException">The offset points outside the data.</exception>
    public AbiFrame EnterTuple(int headSize)
    {
        int start = FollowOffset();
        return Nest(start, headSize);
    }

    /// <summary>Follows an offset into an array of variable length.</summary>
    /// <param name="elementHeadSize">Bytes that one element takes in the head: 32 when it is dynamic, else its whole size.</param>
    /// <param name="count">Number of elements, which the data has room for.</param>
    /// <returns>What <see cref="Leave"/> takes.</returns>
    /// <exception cref="AbiException">The offset points outside the data, or the length does.</exception>
    public AbiFrame EnterArray(int elementHeadSize, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elementHeadSize);
        int start = FollowOffset();
        count = ReadLength(start, "array", elementHeadSize);
        return Nest(start + 32, count * elementHeadSize);
    }

    /// <summary>Comes back from the nested tuple or array that <paramref name="frame"/> came from.</summary>
    /// <exception cref="InvalidOperationException">Its values are not all read.</exception>
    public void Leave(AbiFrame frame)
    {
        RequireReadHead();
        _start = frame.Start;
        _head = frame.Head;
        _headEnd = frame.HeadEnd;
    }

    /// <summary>Ends the decoding.</summary>
    /// <exception cref="AbiException">Bytes are left over, and the layout is <see cref="AbiLayout.Exact"/>.</exception>
    /// <exception cref="InvalidOperationException">Values of the head are not all read.</exception>
    public readonly void Finish()
    {
        RequireReadHead();
        if (_exact && _tail != _data.Length)
            throw new AbiException($"{_data.Length - _tail} bytes follow the last value");
    }

    private readonly void RequireReadHead()
    {
        if (_head != _headEnd)
            throw new InvalidOperationException($"{_headEnd - _head} bytes of the head are not read");
    }

    private AbiFrame Nest(int start, int headSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headSize);
        Take(start, headSize);
        var outer = new AbiFrame(_start, _head, _headEnd);
        _start = start;
        _head = start;
        _headEnd = start + headSize;
        return outer;
    }

    private ReadOnlySpan<byte> NextWord()
    {
        if (_head + 32 > _headEnd)
            throw new InvalidOperationException("more values than the head has room for");
        ReadOnlySpan<byte> word = _data.Slice(_head, 32);
        _head += 32;
        return word;
    }

    private int FollowOffset()
    {
        ReadOnlySpan<byte> word = NextWord();
        if (!TryReadInt(word, out int offset) || offset > _data.Length - _start)
            throw new AbiException("an offset points outside the data");
        int at = _start + offset;
        if (_exact && at != _tail)
            throw new AbiException($"a tail starts at byte {at} instead of {_tail}");
        return at;
    }

    /// <summary>Reads the length word at <paramref name="at"/>; as many elements fit the data behind it.</summary>
    private int ReadLength(int at, string what, int elementSize)
    {
        Take(at, 32);
        if (!TryReadInt(_data.Slice(at, 32), out int length) || length > (_data.Length - at - 32) / elementSize)
            throw new AbiException($"the length of an {what} is larger than the data");
        return length;
    }

    /// <summary>Pays for bytes about to be decoded, which is what keeps overlapping tails from multiplying.</summary>
    private void Take(int at, int count)
    {
        if (count > _data.Length - at)
            throw new AbiException("the data ends inside a value");
        if (count > _budget)
            throw new AbiException("tails overlap: more would be decoded than there is data");
        _budget -= count;
        _tail = at + count;
    }

    private static bool TryReadInt(ReadOnlySpan<byte> word, out int value)
    {
        value = BinaryPrimitives.ReadInt32BigEndian(word[28..]);
        return value >= 0 && !word[..28].ContainsAnyExcept((byte)0);
    }
}
