using System.Security.Cryptography;
using System.Text;

namespace Bursar.Evm.HdKeys;

/// <summary>The 2,048 English words of BIP-39, in its order, which is that of the alphabet.</summary>
internal static class EnglishWords
{
    internal const int Count = 2048;
    internal const int LongestWord = 8;

    /// <summary>SHA-256 of the list as BIP-39 publishes it.</summary>
    private const string ListHash = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";

    private static readonly Lazy<string[]> List = new(Load);

    /// <summary>The word of an 11-bit number.</summary>
    internal static string Word(int index) => List.Value[index];

    /// <summary>The number of a word.</summary>
    /// <returns>Negative for a word that is not in the list.</returns>
    internal static int IndexOf(ReadOnlySpan<char> word)
    {
        (int from, int to) = (0, Count - 1);
        while (from <= to)
        {
            int middle = (from + to) / 2;
            int order = word.SequenceCompareTo(List.Value[middle]);
            if (order == 0)
                return middle;
            (from, to) = order < 0 ? (from, middle - 1) : (middle + 1, to);
        }

        return -1;
    }

    private static string[] Load()
    {
        using Stream stream = typeof(EnglishWords).Assembly.GetManifestResourceStream("Bursar.Evm.HdKeys.english.txt")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != ListHash)
            throw new InvalidOperationException("the list of words is damaged: nothing may be derived from it");
        return Encoding.ASCII.GetString(bytes).TrimEnd('\n').Split('\n');
    }
}
