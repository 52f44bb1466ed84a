namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Finds where a JSON object or list ends in a stream of them: sockets of nodes put one after the other, with or without line breaks.</summary>
/// <remarks>It only counts brackets outside of texts; whether the value is JSON is for the parser to say.</remarks>
internal sealed class JsonFrames
{
    private int _at;
    private int _depth;
    private bool _inText;
    private bool _escaped;

    /// <summary>Goes on where it was.</summary>
    /// <param name="bytes">All bytes since the last whole value.</param>
    /// <returns>Length of the first value, blanks before it included; 0 when it is not all there.</returns>
    /// <exception cref="InvalidDataException">Something else than an object or a list stands there.</exception>
    public int Next(ReadOnlySpan<byte> bytes)
    {
        while (_at < bytes.Length)
        {
            byte b = bytes[_at++];
            if (_inText)
            {
                if (_escaped)
                    _escaped = false;
                else if (b == '\\')
                    _escaped = true;
                else if (b == '"')
                    _inText = false;
                continue;
            }

            switch (b)
            {
                case (byte)'"' when _depth > 0:
                    _inText = true;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                case (byte)'}' or (byte)']' when _depth > 0:
                    if (--_depth == 0)
                    {
                        int length = _at;
                        _at = 0;
                        return length;
                    }

                    break;
                default:
                    if (_depth == 0 && b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                        throw new InvalidDataException("something else than JSON objects came");
                    break;
            }
        }

        return 0;
    }
}
