using System.Globalization;
using System.Text.Json.Nodes;

namespace Bursar.Chaos.Proxy;

/// <summary>Changes what is asked and answered, so that the chain looks otherwise than it is.</summary>
internal static class ChainLies
{
    private static readonly string[] MovingTags = ["latest", "pending", "safe", "finalized"];

    /// <summary>Asks for the state at <paramref name="height"/> where the state of now was asked for.</summary>
    public static void AskAt(JsonObject request, ulong height)
    {
        if (request["params"] is not JsonArray parameters)
            return;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is JsonValue value && value.TryGetValue(out string? text) && MovingTags.Contains(text, StringComparer.Ordinal))
                parameters[i] = Quantity(height);
        }
    }

    /// <summary>Takes out of an answer what a node at <paramref name="height"/> cannot know.</summary>
    public static void ForgetAfter(JsonObject answer, string method, ulong height)
    {
        if (method == "eth_blockNumber")
        {
            answer["result"] = Quantity(height);
            return;
        }

        if (answer["result"] is not JsonObject result)
            return;
        string? key = method switch
        {
            "eth_getTransactionReceipt" or "eth_getTransactionByHash" => "blockNumber",
            "eth_getBlockByNumber" or "eth_getBlockByHash" => "number",
            _ => null,
        };
        if (key is not null && Number(result[key]) > height)
            answer["result"] = null;
    }

    /// <summary>Another chain id than that of the node.</summary>
    public static void OtherChain(JsonObject answer)
    {
        if (Number(answer["result"]) is { } id)
            answer["result"] = Quantity(id ^ 1);
    }

    /// <summary>A receipt that is not that of the transaction. A missing one stays missing.</summary>
    public static void Receipt(JsonObject answer, Trouble trouble)
    {
        if (answer["result"] is not JsonObject receipt)
            return;
        switch (trouble)
        {
            case Trouble.NoReceipt:
                answer["result"] = null;
                break;
            case Trouble.OtherBlock:
                string hash = (string)receipt["blockHash"]!;
                receipt["blockHash"] = string.Concat(hash[..2], hash[34..], hash[2..34]);
                break;
            case Trouble.TurnedStatus:
                receipt["status"] = (string?)receipt["status"] == "0x1" ? "0x0" : "0x1";
                break;
            default:
                break;
        }
    }

    /// <summary>The number in a quantity; null when it is none.</summary>
    public static ulong? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.StartsWith("0x", StringComparison.Ordinal)
        && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : null;

    private static string Quantity(ulong number) => $"0x{number:x}";
}
