using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Bench.Lists;

/// <summary>Generates lists: the same rows for the same number of rows, on every machine. Accounts have EIP-55 checksums, as most lists in the wild do.</summary>
internal static class ListFile
{
    /// <summary>The file with that many rows; written when it is not there.</summary>
    public static string Of(int rows)
    {
        Directory.CreateDirectory(BenchOptions.Folder);
        string path = Path.Combine(BenchOptions.Folder, string.Create(CultureInfo.InvariantCulture, $"list-{rows}.csv"));
        if (File.Exists(path))
            return path;
        FigureReport.Note($"generating {rows:N0} rows");
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            Write(rows, file);
        File.Move(path + ".new", path);
        return path;
    }

    private static void Write(int rows, Stream file)
    {
        const string Digits = "0123456789abcdef";
        file.Write("address,amount\n"u8);
        ulong seed = 0x42757273617231;
        Span<byte> account = stackalloc byte[24];
        Span<byte> line = stackalloc byte[128];
        Span<byte> hash = stackalloc byte[32];
        for (int i = 0; i < rows; i++)
        {
            for (int word = 0; word < 3; word++)
                BinaryPrimitives.WriteUInt64BigEndian(account[(8 * word)..], Next(ref seed));
            line[0] = (byte)'0';
            line[1] = (byte)'x';
            Span<byte> digits = line.Slice(2, 2 * Address.Length);
            for (int d = 0; d < digits.Length; d++)
                digits[d] = (byte)Digits[(account[d / 2] >> (d % 2 == 0 ? 4 : 0)) & 15];
            Keccak256.Hash(digits, hash);
            for (int d = 0; d < digits.Length; d++)
            {
                if (digits[d] >= 'a' && ((hash[d / 2] >> (d % 2 == 0 ? 4 : 0)) & 8) != 0)
                    digits[d] -= 0x20;
            }

            // 1 to about 5,000 tokens of 18 decimals, with all digits.
            ulong whole = 1 + (Next(ref seed) % 5_000);
            ulong fraction = Next(ref seed) % 1_000_000_000_000_000_000;
            int length = 42 + Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",{whole}{fraction:D18}\n"), line[42..]);
            file.Write(line[..length]);
        }
    }

    // SplitMix64.
    private static ulong Next(ref ulong seed)
    {
        unchecked
        {
            ulong z = seed += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
