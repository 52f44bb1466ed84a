using System.Globalization;
using System.IO.Compression;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;

namespace Bursar.App.Courier;

/// <summary>Cuts a file into short texts that fit QR codes, and puts them together again, in any order and with repetitions.</summary>
/// <remarks>A text is <c>BURSAR:‹checksum›:‹number›:‹of›:‹data›</c>: the checksum is the first 8 hexadecimal digits of the Keccak-256 of the compressed file, numbers begin at 1,
/// the data are Base32 (RFC 4648, without padding). All characters are of QR's alphanumeric mode.</remarks>
public static class CourierChunks
{
    /// <summary>Bytes of the compressed file in a text.</summary>
    public const int BytesPerChunk = 300;

    private const string Mark = "BURSAR";
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int MostChunks = 20_000;
    private const int ChecksumDigits = 8;

    /// <summary>The texts of a file.</summary>
    public static IReadOnlyList<string> Cut(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(file);
        byte[] bytes = packed.ToArray();
        string checksum = Checksum(bytes);
        int count = (bytes.Length + BytesPerChunk - 1) / BytesPerChunk;
        if (count > MostChunks)
            throw new FaultException(new Fault("courier.too-large", $"the file would be {count:N0} QR codes.", null, "Carry it over as a file."));
        return [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Mark}:{checksum}:{i + 1}:{count}:{Encode(bytes.AsSpan(i * BytesPerChunk, Math.Min(BytesPerChunk, bytes.Length - (i * BytesPerChunk))))}"))];
    }

    /// <summary>The file of scanned texts, one a line; lines of other things are left out.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>The file; or which texts are missing or do not belong together.</returns>
    public static Result<byte[]> Join(string text)
    {
        string[]? chunks = null;
        string? checksum = null;
        foreach (string line in text.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith(Mark + ":", StringComparison.OrdinalIgnoreCase)))
        {
            string[] parts = line.ToUpperInvariant().Split(':');
            if (parts.Length != 5 || parts[1].Length != ChecksumDigits || !Number(parts[2], out int number) || !Number(parts[3], out int count) || number < 1 || number > count || count > MostChunks)
                return Bad($"the text '{line[..Math.Min(line.Length, 40)]}' is damaged");
            if (checksum is not null && (checksum != parts[1] || chunks!.Length != count))
                return Bad("the texts are of different files");
            checksum = parts[1];
            chunks ??= new string[count];
            if (chunks[number - 1] is { } known && known != parts[4])
                return Bad($"text {number} was scanned in two versions");
            chunks[number - 1] = parts[4];
        }

        if (chunks is null)
            return Bad("there is no text of a QR code of Bursar");
        int[] missing = [.. Enumerable.Range(1, chunks.Length).Where(i => chunks[i - 1] is null)];
        if (missing.Length > 0)
            return Bad($"{missing.Length} of {chunks.Length} texts are missing: {string.Join(", ", missing.Take(20))}{(missing.Length > 20 ? ", …" : "")}");
        using var packed = new MemoryStream();
        foreach (string chunk in chunks)
        {
            if (Decode(chunk) is not { } bytes)
                return Bad("a text has characters that it cannot have");
            packed.Write(bytes);
        }

        byte[] whole = packed.ToArray();
        return Checksum(whole) == checksum ? Unpack(whole) : Bad("the texts do not give the file that they say");
    }

    private static Result<byte[]> Unpack(byte[] packed)
    {
        try
        {
            using var zip = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var file = new MemoryStream();
            byte[] buffer = new byte[64 * 1024];
            while (zip.Read(buffer) is > 0 and int read)
            {
                file.Write(buffer, 0, read);
                if (file.Length > CourierCodec.MaxBytes)
                    return Bad($"the file has more than {CourierCodec.MaxBytes} bytes");
            }

            return file.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return Bad("the texts do not give a file");
        }
    }

    private static Fault Bad(string why) => new("courier.bad-chunks", $"the scanned texts cannot be put together: {why}.", "--chunks", "Scan what is missing again; the order does not matter, and texts may repeat.");

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Checksum(byte[] bytes) => Keccak256.Hash(bytes).ToString()[2..(2 + ChecksumDigits)].ToUpperInvariant();

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        int held = 0;
        int bits = 0;
        foreach (byte value in bytes)
        {
            held = (held << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Digits[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Digits[(held << (5 - bits)) & 31]).ToString();
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        int held = 0;
        int bits = 0;
        foreach (char c in text)
        {
            int digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return null;
            held = (held << 5) | digit;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
                held &= (1 << bits) - 1;
            }
        }

        return held == 0 ? [.. bytes] : null;
    }
}
