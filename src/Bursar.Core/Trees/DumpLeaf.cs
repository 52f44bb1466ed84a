using System.Buffers;
using System.Text;
using System.Text.Json;
using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Reads the values of a dump and hashes them to leaves.</summary>
internal sealed class DumpLeaf(IReadOnlyList<string> encoding)
{
    private const int MaxString = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _tail = new();

    /// <summary>True when the values are rows of account and amount.</summary>
    internal bool IsRow { get; } = encoding is ["address", "uint256"];

    /// <summary>The row that was read last, when values are rows.</summary>
    internal RecipientRow Row { get; private set; }

    /// <summary>How the values were spelled so far.</summary>
    internal DumpSpelling Spelling { get; } = new();

    /// <summary>The first type of a leaf encoding that cannot be checked here; null when all can.</summary>
    internal static string? Unknown(IReadOnlyList<string> encoding) =>
        encoding.FirstOrDefault(t => t is not ("address" or "uint256" or "uint" or "bytes32" or "string"));

    /// <summary>Reads one value of a standard dump at the reader's token, an array; leaves the reader at its end.</summary>
    /// <returns>Null, or what is wrong.</returns>
    internal string? TryHash(ref Utf8JsonReader reader, out Hash32 leaf)
    {
        leaf = default;
        if (reader.TokenType != JsonTokenType.StartArray)
            return "the value is not an array";
        _head.ResetWrittenCount();
        _tail.ResetWrittenCount();
        Address account = default;
        UInt256 amount = default;
        foreach (string type in encoding)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
                return $"the value has fewer than {encoding.Count} parts";
            if (TryPart(ref reader, type, ref account, ref amount) is { } wrong)
                return wrong;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
            return $"the value has more than {encoding.Count} parts";
        Row = new RecipientRow(account, amount);
        _head.Write(_tail.WrittenSpan);
        Hash32 once = Keccak256.Hash(_head.WrittenSpan);
        leaf = Keccak256.Hash(once.Span);
        return null;
    }

    private string? TryPart(ref Utf8JsonReader reader, string type, ref Address account, ref UInt256 amount)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        switch (type)
        {
            case "address":
                if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || !Address.TryParse(text, out account))
                    return "an address is not 0x and 40 digits with a sound checksum";
                Spelling.Add(text, account);
                account.CopyTo(word[12..]);
                break;
            case "uint256" or "uint":
                if (!TryAmount(ref reader, out amount))
                    return "a number is no decimal or hexadecimal text within 256 bits";
                amount.WriteBigEndian(word);
                break;
            case "bytes32":
                if (reader.TokenType != JsonTokenType.String || !Hash32.TryParse(reader.GetString(), out Hash32 hash))
                    return "a word is not 0x and 64 digits";
                hash.CopyTo(word);
                break;
            default:
                if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: <= MaxString } content)
                    return $"a text is missing or longer than {MaxString} characters";
                ((UInt256)((32 * encoding.Count) + _tail.WrittenCount)).WriteBigEndian(word);
                AddText(content);
                break;
        }

        _head.Write(word);
        return null;
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
        const long MostSafe = (1L << 53) - 1; // beyond it JavaScript has rounded
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
