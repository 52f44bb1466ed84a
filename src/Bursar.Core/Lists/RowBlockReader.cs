using System.Collections.Concurrent;

namespace Bursar.Core.Lists;

/// <summary>Cuts a text into blocks that end with a line. A line that is too long is cut short and passed over.</summary>
/// <remarks>For one thread at a time, but for <see cref="Recycle"/>.</remarks>
internal sealed class RowBlockReader(BoundedSource source, int maxLine, int blockBytes)
{
    private const int MostAtOnce = 128 * 1024;

    private readonly ConcurrentStack<byte[]> _free = new();
    private byte[] _carried = [];
    private bool _ended;
    private bool _skipLineFeed;
    private int _sequence;

    /// <summary>True when there is no further block.</summary>
    internal bool IsAtEnd => _ended && _carried.Length == 0;

    /// <summary>Goes on where a reader of lines stopped.</summary>
    /// <param name="rest">What was read of the source and not given out.</param>
    /// <param name="skipLineFeed">True when a line feed at the start belongs to the line before.</param>
    internal void Start(ReadOnlySpan<byte> rest, bool skipLineFeed)
    {
        _carried = rest.ToArray();
        _skipLineFeed = skipLineFeed;
    }

    /// <summary>Gives the next block, or null at the end.</summary>
    /// <param name="failure">What reading the source ended with; the block holds the lines before it.</param>
    internal RowBlock? Next(out Exception? failure)
    {
        failure = null;
        int size = Math.Max(Math.Max(blockBytes, _carried.Length), maxLine + 2) + RowBlock.Padding;
        byte[] text = _free.TryPop(out byte[]? used) && used.Length >= size ? used : GC.AllocateUninitializedArray<byte>(size);
        int room = text.Length - RowBlock.Padding;
        int length = _carried.Length;
        _carried.CopyTo(text, 0);
        _carried = [];
        try
        {
            while (length < room && !_ended)
            {
                int read = source.Read(text.AsSpan(length, Math.Min(room - length, MostAtOnce)));
                _ended = read == 0;
                length += read;
                length -= SkipLineFeed(text, length);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
            _ended = true;
            length = EndOfLastLine(text.AsSpan(0, length), ended: false);
            return length == 0 ? null : Block(text, length);
        }

        length -= SkipLineFeed(text, length);
        int cut = EndOfLastLine(text.AsSpan(0, length), _ended);
        if (cut == 0 && length > 0)
            return CutShort(text, length, out failure);
        _carried = text.AsSpan(cut, length - cut).ToArray();
        return cut == 0 ? null : Block(text, cut);
    }

    /// <summary>Takes the text of a block that is done with.</summary>
    internal void Recycle(RowBlock block)
    {
        if (block.Text is { } text)
            _free.Push(text);
        block.Text = null;
    }

    private RowBlock Block(byte[] text, int length)
    {
        text.AsSpan(length, RowBlock.Padding).Clear();
        text[length] = (byte)'\n'; // no row reaches beyond it
        return new RowBlock { Sequence = _sequence++, Text = text, Length = length };
    }

    private int SkipLineFeed(byte[] text, int length)
    {
        if (!_skipLineFeed || length == 0)
            return 0;
        _skipLineFeed = false;
        if (text[0] != '\n')
            return 0;
        text.AsSpan(1, length - 1).CopyTo(text);
        return 1;
    }

    // A carriage return at the very end may be the first half of a line's end.
    private static int EndOfLastLine(ReadOnlySpan<byte> text, bool ended)
    {
        if (ended)
            return text.Length;
        int feed = text.LastIndexOf((byte)'\n');
        return feed >= 0 ? feed + 1 : text.IsEmpty ? 0 : text[..^1].LastIndexOf((byte)'\r') + 1;
    }

    // The text is one line without an end, longer than a line may be: its beginning is kept, so that the fault can show it.
    private RowBlock CutShort(byte[] text, int length, out Exception? failure)
    {
        failure = null;
        byte[] scratch = new byte[MostAtOnce];
        text.AsSpan(Math.Max(0, length - 1), 1).CopyTo(scratch); // may be a carriage return
        int held = text[length - 1] == '\r' ? 1 : 0;
        try
        {
            while (true)
            {
                int end = scratch.AsSpan(0, held).IndexOfAny((byte)'\n', (byte)'\r');
                if (end >= 0)
                {
                    _skipLineFeed = scratch[end] == '\r';
                    _carried = scratch.AsSpan(end + 1, held - end - 1).ToArray();
                    if (_skipLineFeed && _carried is [(byte)'\n', ..])
                        _carried = _carried[1..];
                    _skipLineFeed &= end + 1 == held;
                    break;
                }

                held = source.Read(scratch);
                _ended = held == 0;
                if (_ended)
                    break;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
            _ended = true;
        }

        return Block(text, Math.Min(length, maxLine + 1));
    }
}
