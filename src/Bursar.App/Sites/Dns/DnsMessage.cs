using System.Buffers.Binary;
using System.Text;

namespace Bursar.App.Sites.Dns;

/// <summary>The wire format of one TXT question and its answer (RFC 1035 §4), read as bytes from a stranger.</summary>
internal static class DnsMessage
{
    internal const int HeaderLength = 12;

    private const int MaxName = 255;
    private const int MaxLabel = 63;
    private const int MaxJumps = 32;
    private const int MaxAliases = 8;
    private const ushort TypeCname = 5;
    private const ushort TypeTxt = 16;
    private const ushort ClassInternet = 1;

    /// <summary>A recursive query for the TXT records of <paramref name="host"/>.</summary>
    internal static byte[] Query(ushort id, string host)
    {
        byte[] name = EncodeName(host);
        byte[] query = new byte[HeaderLength + name.Length + 4];
        BinaryPrimitives.WriteUInt16BigEndian(query, id);
        query[2] = 0x01; // recursion desired
        query[5] = 1; // one question
        name.CopyTo(query, HeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(HeaderLength + name.Length), TypeTxt);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(HeaderLength + name.Length + 2), ClassInternet);
        return query;
    }

    /// <summary>The name as labels with lengths; at most 255 bytes, labels of 1 to 63 ASCII bytes.</summary>
    /// <exception cref="ArgumentException">The name is no host name.</exception>
    internal static byte[] EncodeName(string host)
    {
        var name = new List<byte>(host.Length + 2);
        foreach (string label in host.Split('.'))
        {
            if (label.Length is 0 or > MaxLabel || !Ascii.IsValid(label))
                throw new ArgumentException($"'{host}' has a label that DNS cannot carry", nameof(host));
            name.Add((byte)label.Length);
            name.AddRange(Encoding.ASCII.GetBytes(label));
        }

        name.Add(0);
        return name.Count <= MaxName ? [.. name] : throw new ArgumentException($"'{host}' is longer than DNS can carry", nameof(host));
    }

    /// <summary>Whether the message answers this query: its id, that it is a response, and the question repeated.</summary>
    internal static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> query)
    {
        if (message.Length < query.Length || !message[..2].SequenceEqual(query[..2]))
            return false;
        bool response = (message[2] & 0xf8) == 0x80; // response to a standard query
        bool oneQuestion = BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 1;
        return response && oneQuestion && SameIgnoringCase(message[HeaderLength..query.Length], query[HeaderLength..]);
    }

    /// <summary>Whether the answer was cut to fit a datagram.</summary>
    internal static bool IsTruncated(ReadOnlySpan<byte> message) => (message[2] & 0x02) != 0;

    /// <summary>The TXT records that answer the query, following aliases within the message.</summary>
    /// <exception cref="DnsException">The server reports a failure, or the message is malformed.</exception>
    internal static List<string> ReadTexts(ReadOnlySpan<byte> message, ReadOnlySpan<byte> query)
    {
        int code = message[3] & 0x0f;
        if (code == 3)
            return [];
        if (code != 0)
            throw new DnsException($"the name server answers with code {code}{(code switch { 1 => " (format error)", 2 => " (server failure)", 4 => " (not implemented)", 5 => " (refused)", _ => "" })}");
        int answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        List<(string Owner, ushort Type, int Start, int Length)> records = [];
        int at = query.Length;
        for (int i = 0; i < answers; i++)
        {
            string owner = ReadName(message, ref at);
            if (message.Length - at < 10)
                throw Malformed();
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            ushort @class = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (message.Length - at < length)
                throw Malformed();
            if (@class == ClassInternet)
                records.Add((owner, type, at, length));
            at += length;
        }

        int question = HeaderLength;
        string name = ReadName(message, ref question);
        for (int aliases = 0; aliases <= MaxAliases; aliases++)
        {
            string current = name;
            int alias = records.FindIndex(r => r.Type == TypeCname && r.Owner == current);
            if (alias < 0)
            {
                List<string> texts = [];
                foreach ((string owner, ushort type, int start, int length) in records)
                {
                    if (type == TypeTxt && owner == current)
                        texts.Add(ReadText(message.Slice(start, length)));
                }

                return texts;
            }

            int target = records[alias].Start;
            name = ReadName(message, ref target);
            if (target != records[alias].Start + records[alias].Length)
                throw Malformed();
        }

        throw new DnsException("the name is an alias of an alias too many times");
    }

    // A pointer must lead backwards and the name must stay within its length, so that no chain of pointers can go on for ever (RFC 1035 §4.1.4).
    private static string ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        int position = at;
        int limit = at;
        int jumps = 0;
        bool jumped = false;
        while (true)
        {
            if (position >= message.Length)
                throw Malformed();
            int length = message[position];
            if ((length & 0xc0) == 0xc0)
            {
                if (position + 1 >= message.Length || ++jumps > MaxJumps)
                    throw Malformed();
                int target = ((length & 0x3f) << 8) | message[position + 1];
                if (target >= limit || target < HeaderLength)
                    throw Malformed();
                if (!jumped)
                    at = position + 2;
                jumped = true;
                position = limit = target;
                continue;
            }

            if (length > MaxLabel)
                throw Malformed();
            position++;
            if (length == 0)
                break;
            if (message.Length - position < length || name.Length + length + 1 > MaxName)
                throw Malformed();
            foreach (byte b in message.Slice(position, length))
                name.Append(b is > 0x20 and < 0x7f and not (byte)'.' ? char.ToLowerInvariant((char)b) : '\ufffd');
            name.Append('.');
            position += length;
        }

        if (!jumped)
            at = position;
        return name.ToString();
    }

    // The strings of a record are one text that was cut into pieces of at most 255 bytes.
    private static string ReadText(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        int at = 0;
        while (at < data.Length)
        {
            int length = data[at++];
            if (data.Length - at < length)
                throw Malformed();
            text.Append(Encoding.Latin1.GetString(data.Slice(at, length)));
            at += length;
        }

        return text.ToString();
    }

    private static bool SameIgnoringCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length)
            return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (Lower(a[i]) != Lower(b[i]))
                return false;
        }

        return true;

        static byte Lower(byte c) => c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
    }

    private static DnsException Malformed() => new("the answer of the name server is malformed");
}
