using System.Text;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Gathers short pieces of ASCII text and writes them in blocks.</summary>
internal sealed class AsciiBuffer
{
    private const int Room = 512;
    private const int Usual = 32 * 1024;

    private readonly byte[] _bytes;
    private Stream _destination;
    private int _at;

    /// <summary>A buffer for one stream.</summary>
    internal AsciiBuffer(Stream destination, int size = Usual)
    {
        _destination = destination;
        _bytes = new byte[size];
    }

    /// <summary>Goes on with another stream; the buffer must have been flushed.</summary>
    internal void Reset(Stream destination)
    {
        _destination = destination;
        _at = 0;
    }

    /// <summary>Adds text.</summary>
    internal void Add(string text)
    {
        for (; text.Length > Room; text = text[Room..])
            Add(text[..Room]);
        Reserve();
        _at += Encoding.ASCII.GetBytes(text, _bytes.AsSpan(_at));
    }

    /// <summary>Adds at most 512 bytes of ASCII text.</summary>
    internal void Add(ReadOnlySpan<byte> text)
    {
        Reserve();
        text.CopyTo(_bytes.AsSpan(_at));
        _at += text.Length;
    }

    /// <summary>Adds the lower-case digits of at most 256 bytes.</summary>
    internal void AddHex(ReadOnlySpan<byte> bytes)
    {
        Reserve();
        Convert.TryToHexStringLower(bytes, _bytes.AsSpan(_at), out int written);
        _at += written;
    }

    /// <summary>Adds decimal digits.</summary>
    internal void AddDecimal(UInt256 number)
    {
        Reserve();
        _at += DecimalText.Write(number, _bytes.AsSpan(_at));
    }

    internal void Flush()
    {
        _destination.Write(_bytes, 0, _at);
        _at = 0;
    }

    private void Reserve()
    {
        if (_bytes.Length - _at < Room)
            Flush();
    }
}
