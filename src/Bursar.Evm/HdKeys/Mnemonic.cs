using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Bursar.Evm.Text;

namespace Bursar.Evm.HdKeys;

/// <summary>
/// The English words that stand for a wallet's secret (BIP-39). It prints only their number; the secret lies in memory that the garbage collector
/// does not move and that is overwritten on <see cref="Dispose"/>.
/// </summary>
[DebuggerDisplay("{WordCount} words")]
public sealed class Mnemonic : IDisposable
{
    /// <summary>Longest text of a mnemonic: 24 words of eight letters with blanks between them.</summary>
    public const int MaxTextLength = (24 * (EnglishWords.LongestWord + 1)) - 1;

    private const int BitsPerWord = 11;
    private const int Rounds = 2048;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _entropy;
    private bool _disposed;

    private Mnemonic(byte[] pinned) => _entropy = pinned;

    /// <summary>Overwrites the secret of a mnemonic that nobody disposed.</summary>
    ~Mnemonic() => CryptographicOperations.ZeroMemory(_entropy);

    /// <summary>Number of words: 12, 15, 18, 21 or 24.</summary>
    public int WordCount => _entropy.Length * 3 / 4;

    /// <summary>A new mnemonic from the operating system's random numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of words is none of 12, 15, 18, 21 and 24.</exception>
    public static Mnemonic Generate(int words = 24)
    {
        if (words is < 12 or > 24 || words % 3 != 0)
            throw new ArgumentOutOfRangeException(nameof(words), "a mnemonic has 12, 15, 18, 21 or 24 words");
        byte[] pinned = Pinned(words * 4 / 3);
        RandomNumberGenerator.Fill(pinned);
        return new Mnemonic(pinned);
    }

    /// <summary>Copies the 16, 20, 24, 28 or 32 bytes that the words stand for; the caller clears its own copy.</summary>
    /// <exception cref="ArgumentException">There is another number of bytes.</exception>
    public static Mnemonic FromEntropy(ReadOnlySpan<byte> entropy)
    {
        if (entropy.Length is < 16 or > 32 || entropy.Length % 4 != 0)
            throw new ArgumentException("a mnemonic stands for 16, 20, 24, 28 or 32 bytes", nameof(entropy));
        byte[] pinned = Pinned(entropy.Length);
        entropy.CopyTo(pinned);
        return new Mnemonic(pinned);
    }

    /// <summary>Reads words separated by blanks or line breaks, in upper or lower case, and checks them against their checksum.</summary>
    /// <param name="text">The words.</param>
    /// <param name="mnemonic">What they are.</param>
    /// <param name="error">Why they are none.</param>
    /// <param name="position">The unknown word's place, counted from 1, when <paramref name="error"/> says that there is one; else 0.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Mnemonic? mnemonic, out MnemonicError error, out int position)
    {
        mnemonic = null;
        (error, position) = (MnemonicError.WordCount, 0);
        Span<int> words = stackalloc int[24];
        Span<byte> bits = stackalloc byte[33];
        Span<char> lower = stackalloc char[EnglishWords.LongestWord];
        try
        {
            int count = 0;
            foreach (Range range in text.SplitAny(" \t\r\n"))
            {
                ReadOnlySpan<char> word = text[range];
                if (word.IsEmpty)
                    continue;
                if (count == words.Length)
                    return false;
                int length = word.Length <= lower.Length ? word.ToLowerInvariant(lower) : 0;
                words[count] = EnglishWords.IndexOf(lower[..length]);
                count++;
                if (words[count - 1] < 0 && position == 0)
                    position = count;
            }

            if (count < 12 || count % 3 != 0)
            {
                position = 0;
                return false;
            }

            error = MnemonicError.UnknownWord;
            if (position != 0)
                return false;
            Pack(words[..count], bits);
            int entropy = count * 4 / 3;
            error = MnemonicError.Checksum;
            if (bits[entropy] != Checksum(bits[..entropy]))
                return false;
            error = MnemonicError.None;
            mnemonic = FromEntropy(bits[..entropy]);
            return true;
        }
        finally
        {
            words.Clear();
            lower.Clear();
            CryptographicOperations.ZeroMemory(bits);
        }
    }

    /// <summary>Reads words separated by blanks or line breaks, in upper or lower case.</summary>
    /// <exception cref="FormatException">They are no mnemonic; the message does not repeat any of them.</exception>
    public static Mnemonic Parse(ReadOnlySpan<char> text) => TryParse(text, out Mnemonic? mnemonic, out MnemonicError error, out int position)
        ? mnemonic
        : throw new FormatException(error switch
        {
            MnemonicError.WordCount => "a mnemonic has 12, 15, 18, 21 or 24 words",
            MnemonicError.UnknownWord => $"word {position} is not in the English list of BIP-39",
            _ => "the checksum is wrong: a word is wrong, or two are in the wrong order",
        });

    /// <summary>Writes the words, with a blank between two: the secret itself, to be shown once to its owner. The caller clears the text.</summary>
    /// <param name="destination">At least <see cref="MaxTextLength"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    /// <exception cref="ObjectDisposedException">The mnemonic was disposed.</exception>
    public int CopyTextTo(Span<char> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> bits = stackalloc byte[33];
        _entropy.CopyTo(bits);
        bits[_entropy.Length] = Checksum(_entropy);
        int length = 0;
        for (int i = 0; i < WordCount; i++)
        {
            if (i > 0)
                destination[length++] = ' ';
            string word = EnglishWords.Word(Read(bits, i));
            word.CopyTo(destination[length..]);
            length += word.Length;
        }

        CryptographicOperations.ZeroMemory(bits);
        return length;
    }

    /// <summary>The root of the wallet's keys (BIP-32).</summary>
    /// <param name="passphrase">The passphrase, empty as a rule. Every passphrase opens a wallet: a mistyped one opens another, empty one.</param>
    /// <exception cref="FormatException">The passphrase has half of a surrogate pair, or a character that Unicode did not have when this was built.</exception>
    /// <exception cref="ObjectDisposedException">The mnemonic was disposed.</exception>
    public HdKey ToRootKey(ReadOnlySpan<char> passphrase = default)
    {
        Span<byte> seed = stackalloc byte[64];
        WriteSeed(passphrase, seed);
        try
        {
            return HdKey.FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Overwrites the secret with zeros.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_entropy);
        GC.SuppressFinalize(this);
    }

    /// <summary>The number of words; never the words.</summary>
    public override string ToString() => $"{WordCount} words";

    internal void WriteSeed(ReadOnlySpan<char> passphrase, Span<byte> seed)
    {
        if (!CompatibilityForm.TryNormalize(passphrase, out byte[]? normal))
            throw new FormatException("the passphrase has a character whose normal form is not known");
        Span<char> text = stackalloc char[MaxTextLength];
        Span<byte> words = stackalloc byte[MaxTextLength];
        byte[] salt = [.. "mnemonic"u8, .. normal];
        try
        {
            int length = CopyTextTo(text);
            System.Text.Encoding.ASCII.GetBytes(text[..length], words);
            Rfc2898DeriveBytes.Pbkdf2(words[..length], salt, seed, Rounds, HashAlgorithmName.SHA512);
        }
        finally
        {
            text.Clear();
            CryptographicOperations.ZeroMemory(words);
            CryptographicOperations.ZeroMemory(salt);
            CryptographicOperations.ZeroMemory(normal);
        }
    }

    private static byte[] Pinned(int length) => GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The byte behind the entropy: the first bits of its hash, one for each 32 bits, and zeros.</summary>
    private static byte Checksum(ReadOnlySpan<byte> entropy)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(entropy, hash);
        return (byte)(hash[0] & ~(0xff >> (entropy.Length / 4)));
    }

    private static int Read(ReadOnlySpan<byte> bits, int word)
    {
        int value = 0;
        for (int i = word * BitsPerWord; i < (word + 1) * BitsPerWord; i++)
            value = (value << 1) | ((bits[i >> 3] >> (7 - (i & 7))) & 1);
        return value;
    }

    private static void Pack(ReadOnlySpan<int> words, Span<byte> bits)
    {
        bits.Clear();
        for (int i = 0; i < words.Length * BitsPerWord; i++)
        {
            int bit = (words[i / BitsPerWord] >> (BitsPerWord - 1 - (i % BitsPerWord))) & 1;
            bits[i >> 3] |= (byte)(bit << (7 - (i & 7)));
        }
    }
}
