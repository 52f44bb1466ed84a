using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;

namespace Bursar.Evm.Text;

/// <summary>
/// Unicode's normalisation form KD, from a table of its own: with invariant globalisation the framework returns a text as it is, and a
/// passphrase that is not normalised opens another wallet.
/// </summary>
internal sealed class CompatibilityForm
{
    private const int HangulBase = 0xac00;
    private const int HangulCount = 11_172;

    private static readonly Lazy<CompatibilityForm> Table = new(static () => new CompatibilityForm());

    private readonly int[] _assigned;
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, int> _classes = [];

    private CompatibilityForm()
    {
        using Stream packed = typeof(CompatibilityForm).Assembly.GetManifestResourceStream("Bursar.Evm.Text.nfkd.bin")!;
        using var stream = new DeflateStream(packed, CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        ReadOnlySpan<byte> bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        Version = Next(ref bytes);
        _assigned = new int[2 * Next(ref bytes)];
        int at = 0;
        for (int i = 0; i < _assigned.Length; i++)
            _assigned[i] = at += Next(ref bytes);
        at = 0;
        for (int i = Next(ref bytes); i > 0; i--)
        {
            at += Next(ref bytes);
            int[] parts = new int[Next(ref bytes)];
            for (int j = 0; j < parts.Length; j++)
                parts[j] = Next(ref bytes);
            _decompositions.Add(at, parts);
        }

        at = 0;
        for (int i = Next(ref bytes); i > 0; i--)
        {
            int from = at + Next(ref bytes);
            at = from + Next(ref bytes);
            int rank = Next(ref bytes);
            for (int c = from; c <= at; c++)
                _classes.Add(c, rank);
        }
    }

    /// <summary>Ten times the Unicode version that the table is of.</summary>
    internal static int UnicodeVersion => Table.Value.Version;

    private int Version { get; }

    /// <summary>The UTF-8 bytes of the normal form; the caller clears them when the text is a secret.</summary>
    /// <returns>False for half of a surrogate pair and for characters that the table's Unicode version does not know, whose form nobody can tell.</returns>
    internal static bool TryNormalize(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? utf8)
    {
        if (Ascii.IsValid(text))
        {
            utf8 = new byte[text.Length];
            Encoding.UTF8.GetBytes(text, utf8);
            return true;
        }

        return Table.Value.TryDecompose(text, out utf8);
    }

    private static int Next(ref ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[0];
            bytes = bytes[1..];
            value |= (b & 0x7f) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private bool TryDecompose(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? utf8)
    {
        utf8 = null;
        var points = new List<int>(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int used) != System.Buffers.OperationStatus.Done || !IsAssigned(rune.Value))
                return false;
            text = text[used..];
            Append(points, rune.Value);
        }

        Reorder(points);
        Span<byte> bytes = new byte[4 * points.Count];
        int length = 0;
        foreach (int point in points)
            length += new Rune(point).EncodeToUtf8(bytes[length..]);
        utf8 = bytes[..length].ToArray();
        bytes.Clear();
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points).Clear();
        return true;
    }

    private bool IsAssigned(int point)
    {
        int at = Array.BinarySearch(_assigned, point);
        return at >= 0 || (~at & 1) == 1;
    }

    private void Append(List<int> points, int point)
    {
        if (point is >= HangulBase and < HangulBase + HangulCount)
        {
            int syllable = point - HangulBase;
            points.Add(0x1100 + (syllable / 588));
            points.Add(0x1161 + (syllable % 588 / 28));
            if (syllable % 28 != 0)
                points.Add(0x11a7 + (syllable % 28));
        }
        else if (_decompositions.TryGetValue(point, out int[]? parts))
        {
            points.AddRange(parts);
        }
        else
        {
            points.Add(point);
        }
    }

    /// <summary>Puts combining marks into canonical order: a stable sort of each run of them.</summary>
    private void Reorder(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int point = points[i];
            if (!_classes.TryGetValue(point, out int rank))
                continue;
            int at = i;
            for (; at > 0 && _classes.TryGetValue(points[at - 1], out int before) && before > rank; at--)
                points[at] = points[at - 1];
            points[at] = point;
        }
    }
}
