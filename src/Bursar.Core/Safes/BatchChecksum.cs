using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>The checksum of batch files: Keccak-256 over a serialisation of its own, in which the members of an object are sorted and stand behind a list of their names, the file's
/// name is null and the checksum is left out.</summary>
public static class BatchChecksum
{
    private const string Meta = "meta";
    private const string Name = "name";
    private const string Checksum = "checksum";

    /// <summary>The checksum of a file.</summary>
    /// <param name="root">The whole document, with or without a checksum in it.</param>
    public static Hash32 Of(JsonElement root)
    {
        var text = new StringBuilder();
        Object(text, root, (key, value) =>
        {
            if (key == Meta && value.ValueKind == JsonValueKind.Object)
                OfMeta(text, value);
            else
                Append(text, value);
        });
        return Keccak256.Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void OfMeta(StringBuilder text, JsonElement meta)
    {
        string[] keys = [.. meta.EnumerateObject().Select(p => p.Name).Where(n => n != Checksum).Append(Name).Distinct(StringComparer.Ordinal)];
        Object(text, keys, key =>
        {
            if (key == Name)
                text.Append("null");
            else
                Append(text, meta.GetProperty(key));
        });
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                text.Append('[');
                bool first = true;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    if (!first)
                        text.Append(',');
                    first = false;
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.Object:
                Object(text, value, (_, member) => Append(text, member));
                break;
            case JsonValueKind.String:
                Quote(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                // As a program that holds numbers in 64 bits of floating point prints them, as far as whole numbers go.
                text.Append(value.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void Object(StringBuilder text, JsonElement value, Action<string, JsonElement> member) =>
        Object(text, [.. value.EnumerateObject().Select(p => p.Name)], key => member(key, value.GetProperty(key)));

    private static void Object(StringBuilder text, string[] keys, Action<string> member)
    {
        Array.Sort(keys, StringComparer.Ordinal);
        text.Append("{[");
        for (int i = 0; i < keys.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Quote(text, keys[i]);
        }

        text.Append(']');
        foreach (string key in keys)
        {
            member(key);
            text.Append(',');
        }

        text.Append('}');
    }

    /// <summary>A text as JSON has it, with only what must be escaped escaped.</summary>
    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
