using System.Text;
using System.Text.Json.Nodes;

namespace Bursar.Tests.Shared;

/// <summary>Random damage to good input: what decoders are fed with.</summary>
internal static class Damage
{
    /// <summary>Some bytes changed, cut off, doubled or added.</summary>
    public static byte[] Bytes(Random random, byte[] whole)
    {
        List<byte> bytes = [.. whole];
        for (int n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)(random.Next(2) == 0 ? 0 : random.Next(256)));
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.Skip(at).Take(random.Next(1, 9)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Some characters changed, removed or added, out of <paramref name="alphabet"/>.</summary>
    public static string Text(Random random, string whole, string alphabet)
    {
        var text = new StringBuilder(whole);
        for (int n = random.Next(1, 4); n > 0 && text.Length > 0; n--)
        {
            int at = random.Next(text.Length);
            char mark = alphabet[random.Next(alphabet.Length)];
            switch (random.Next(3))
            {
                case 0:
                    text[at] = mark;
                    break;
                case 1:
                    text.Remove(at, 1);
                    break;
                default:
                    text.Insert(at, mark);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>A value somewhere in a document exchanged, removed or repeated; the document stays JSON.</summary>
    public static void Json(Random random, JsonNode document, IReadOnlyList<JsonNode?> values)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(document, places);
        if (places.Count == 0)
            return;
        (JsonNode parent, object key) = places[random.Next(places.Count)];
        JsonNode? value = random.Next(4) == 0 ? Other(random, places) : values[random.Next(values.Count)];
        bool remove = random.Next(5) == 0;
        switch (parent)
        {
            case JsonObject members when remove:
                members.Remove((string)key);
                break;
            case JsonObject members:
                members[(string)key] = value?.DeepClone();
                break;
            case JsonArray items when remove:
                items.RemoveAt((int)key);
                break;
            case JsonArray items when random.Next(3) == 0:
                items.Add(items[(int)key]?.DeepClone());
                break;
            default:
                ((JsonArray)parent)[(int)key] = value?.DeepClone();
                break;
        }
    }

    private static JsonNode? Other(Random random, List<(JsonNode Parent, object Key)> places)
    {
        (JsonNode parent, object key) = places[random.Next(places.Count)];
        return parent is JsonObject members ? members[(string)key] : ((JsonArray)parent)[(int)key];
    }

    private static void Collect(JsonNode node, List<(JsonNode Parent, object Key)> places)
    {
        if (node is JsonObject members)
        {
            foreach ((string key, JsonNode? value) in members)
                Add(node, key, value, places);
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
                Add(node, i, items[i], places);
        }
    }

    private static void Add(JsonNode parent, object key, JsonNode? value, List<(JsonNode Parent, object Key)> places)
    {
        places.Add((parent, key));
        if (value is not null)
            Collect(value, places);
    }
}
