using System.Text;

namespace Bursar.Core.Trees;

/// <summary>Gathers short pieces of ASCII text and writes them in blocks.</summary>
internal sealed class AsciiBuffer(Stream destination)
{
    private const int Room = 512;

    private readonly byte[] _bytes = new byte[32 * 1024];
    private int _at;

    /// <summary>Adds text.</summary>
    internal void Add(string text)
    {
        for (; text.Length > Room; text = text[Room..])
            Add(text[..Room]);
        Reserve();
        _at += Encoding.ASCII.GetBytes(text, _bytes.AsSpan(_at));
    }

    /// <summary>Adds the lower-case digits of at most 256 bytes.</summary>
    internal void AddHex(ReadOnlySpan<byte> bytes)
    {
        Reserve();
        Convert.TryToHexStringLower(bytes, _bytes.AsSpan(_at), out int written);
        _at += written;
    }

    internal void Flush()
    {
        destination.Write(_bytes, 0, _at);
        _at = 0;
    }

    private void Reserve()
    {
        if (_bytes.Length - _at < Room)
            Flush();
    }
}
