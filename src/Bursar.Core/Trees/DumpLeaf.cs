using System.Buffers;
using System.Text;
using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Reads the values of a dump and hashes them to leaves.</summary>
internal sealed class DumpLeaf(IReadOnlyList<string> encoding)
{
    private const int MaxString = 64 * 1024;
    private const long MostSafe = (1L << 53) - 1; // beyond it JavaScript has rounded

    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _tail = new();

    private readonly List<Hash32> _words = [];

    /// <summary>The value that was read last, a word for each of its parts; a text has none that says anything.</summary>
    internal IReadOnlyList<Hash32> Words => _words;

    /// <summary>How the values were spelled so far.</summary>
    internal DumpSpelling Spelling { get; } = new();

    /// <summary>The first type of a leaf encoding that cannot be checked here; null when all can.</summary>
    internal static string? Unknown(IReadOnlyList<string> encoding) =>
        encoding.FirstOrDefault(t => t != "string" && !LeafType.TryParse(t, out _));

    /// <summary>Reads one value of a standard dump at the reader's token, an array; leaves the reader at its end.</summary>
    /// <returns>Null, or what is wrong.</returns>
    internal string? TryHash(ref Utf8JsonReader reader, out Hash32 leaf)
    {
        leaf = default;
        if (reader.TokenType != JsonTokenType.StartArray)
            return "the value is not an array";
        _head.ResetWrittenCount();
        _tail.ResetWrittenCount();
        _words.Clear();
        foreach (string type in encoding)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
                return $"the value has fewer than {encoding.Count} parts";
            if (TryPart(ref reader, type) is { } wrong)
                return wrong;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
            return $"the value has more than {encoding.Count} parts";
        _head.Write(_tail.WrittenSpan);
        Hash32 once = Keccak256.Hash(_head.WrittenSpan);
        leaf = Keccak256.Hash(once.Span);
        return null;
    }

    private string? TryPart(ref Utf8JsonReader reader, string type)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        if (!LeafType.TryParse(type, out LeafType known))
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: <= MaxString } content)
                return $"a text is missing or longer than {MaxString} characters";
            ((UInt256)((32 * encoding.Count) + _tail.WrittenCount)).WriteBigEndian(word);
            AddText(content);
        }
        else if (known.IsAddress)
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || !Address.TryParse(text, out Address account))
                return "an address is not 0x and 40 digits with a sound checksum";
            Spelling.Add(text, account);
            account.CopyTo(word[12..]);
        }
        else if (known == LeafType.OfNumber)
        {
            if (!TryAmount(ref reader, out UInt256 amount))
                return "a number is no decimal or hexadecimal text within 256 bits";
            amount.WriteBigEndian(word);
        }
        else if (TryOther(ref reader, known, word) is { } wrong)
        {
            return wrong;
        }

        _words.Add(new Hash32(word));
        _head.Write(word);
        return null;
    }

    private static string? TryOther(ref Utf8JsonReader reader, LeafType type, scoped Span<byte> word)
    {
        bool read = reader.TokenType switch
        {
            JsonTokenType.True or JsonTokenType.False when type.IsBool => type.TryRead(reader.TokenType == JsonTokenType.True ? "1"u8 : "0"u8, word),
            JsonTokenType.String when !type.IsBool => type.TryRead(Encoding.UTF8.GetBytes(reader.GetString()!), word),
            JsonTokenType.Number when type.IsNumber => reader.TryGetInt64(out long number) && number is >= -MostSafe and <= MostSafe && type.TryRead(reader.ValueSpan, word),
            _ => false,
        };
        return read ? null : type == LeafType.OfWord ? "a word is not 0x and 64 digits" : $"a value is no {type}";
    }

    private void AddText(string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        Span<byte> word = stackalloc byte[32];
        ((UInt256)(ulong)bytes.Length).WriteBigEndian(word);
        _tail.Write(word);
        _tail.Write(bytes);
        word.Clear();
        _tail.Write(word[..((32 - (bytes.Length % 32)) % 32)]);
    }

    private bool TryAmount(ref Utf8JsonReader reader, out UInt256 amount)
    {
        amount = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                string text = reader.GetString()!;
                bool ok = UInt256.TryParse(text, out amount);
                Spelling.Add(ok && text == amount.ToString() ? DumpSpelling.Amount.Decimal : DumpSpelling.Amount.Other);
                return ok;
            case JsonTokenType.Number:
                Spelling.Add(DumpSpelling.Amount.Other);
                if (!reader.TryGetInt64(out long number) || number is < 0 or > MostSafe)
                    return false;
                amount = (UInt256)number;
                return true;
            case JsonTokenType.StartObject:
                Spelling.Add(DumpSpelling.Amount.BigNumber);
                return Step(ref reader, "type") && Step(ref reader, "BigNumber") && Step(ref reader, "hex") && reader.Read() &&
                    reader.TokenType == JsonTokenType.String && UInt256.TryParseHex(reader.GetString(), out amount) &&
                    reader.Read() && reader.TokenType == JsonTokenType.EndObject;
            default:
                return false;
        }
    }

    private static bool Step(ref Utf8JsonReader reader, string text) =>
        reader.Read() && reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueTextEquals(text);
}
