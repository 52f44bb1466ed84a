using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Which methods every node of a chain has to answer alike, what of their answers counts, and where they name a block.</summary>
internal static class ConsensusAnswers
{
    private const int ShownLength = 100;

    // The place of the block among the parameters; -1 where there is none. What is not here is an opinion of one node: prices, its pool, its name.
    private static readonly Dictionary<string, int> BlockParameter = new(StringComparer.Ordinal)
    {
        ["eth_chainId"] = -1,
        ["net_version"] = -1,
        ["eth_call"] = 1,
        ["eth_getBalance"] = 1,
        ["eth_getCode"] = 1,
        ["eth_getTransactionCount"] = 1,
        ["eth_getStorageAt"] = 2,
        ["eth_getBlockByNumber"] = 0,
        ["eth_getBlockByHash"] = -1,
        ["eth_getTransactionByHash"] = -1,
        ["eth_getTransactionReceipt"] = -1,
        ["eth_getLogs"] = -1,
        ["eth_blockNumber"] = -1,
    };

    // Nodes add members of their own to these objects. Of a block the hash commits to all the rest.
    private static readonly Dictionary<string, string[]> Counting = new(StringComparer.Ordinal)
    {
        ["eth_getBlockByNumber"] = ["number", "hash", "parentHash", "timestamp", "gasLimit", "baseFeePerGas"],
        ["eth_getBlockByHash"] = ["number", "hash", "parentHash", "timestamp", "gasLimit", "baseFeePerGas"],
        ["eth_getTransactionByHash"] = ["hash", "from", "to", "nonce", "input", "value", "gas", "blockHash", "blockNumber"],
        ["eth_getTransactionReceipt"] = ["transactionHash", "blockHash", "blockNumber", "from", "to", "status", "gasUsed", "effectiveGasPrice", "l1Fee", "contractAddress", "logs"],
        ["eth_getLogs"] = LogMembers,
    };

    private static string[] LogMembers => ["address", "topics", "data", "blockNumber", "blockHash", "transactionHash", "transactionIndex", "logIndex"];

    /// <summary>True for a method that every node has to answer alike, asked in a way that every node can: not about its own pending block.</summary>
    public static bool Covers(RpcRequest request) => BlockParameter.ContainsKey(request.Method) && TagOf(request) != "pending";

    /// <summary>True for an answer that comes into being sooner at one node than at another, and then stays.</summary>
    public static bool Appears(string method) => method is "eth_getTransactionReceipt" or "eth_getTransactionByHash";

    /// <summary>The tag that a request names its block by; null when it names it by number or hash, or names none.</summary>
    public static string? TagOf(RpcRequest request)
    {
        if (!BlockParameter.TryGetValue(request.Method, out int place) || place < 0)
            return null;
        using JsonDocument parameters = JsonDocument.Parse(request.Parameters);
        if (parameters.RootElement.GetArrayLength() <= place)
            return "latest";
        JsonElement block = parameters.RootElement[place];
        return block.ValueKind == JsonValueKind.String && block.GetString() is "latest" or "safe" or "finalized" or "pending" ? block.GetString() : null;
    }

    /// <summary>The same request about the block of that number.</summary>
    public static RpcRequest At(RpcRequest request, ulong number)
    {
        int place = BlockParameter[request.Method];
        using JsonDocument parameters = JsonDocument.Parse(request.Parameters);
        JsonElement root = parameters.RootElement;
        return RpcRequest.Of(request.Method, writer =>
        {
            for (int i = 0; i < Math.Max(root.GetArrayLength(), place + 1); i++)
            {
                if (i == place)
                    writer.WriteStringValue("0x" + number.ToString("x", CultureInfo.InvariantCulture));
                else
                    root[i].WriteTo(writer);
            }
        });
    }

    /// <summary>An answer as text that is equal for equal answers, however a node spells them.</summary>
    public static string Canonical(string method, RpcAnswer answer)
    {
        if (!answer.IsOk)
            return $"error {answer.Error.Kind} {(answer.Error.RevertData is { } data ? Convert.ToHexStringLower(data) : "")}";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, answer.Result, Counting.GetValueOrDefault(method));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>An answer for people.</summary>
    public static string Show(string canonical) => canonical.Length <= ShownLength ? NodeText.Clean(canonical) : NodeText.Clean(canonical[..ShownLength]) + "…";

    private static void Write(Utf8JsonWriter writer, JsonElement value, string[]? counting)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null && (counting is null || counting.Contains(m.Name))).OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, member.Name == "logs" ? LogMembers : null);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                    Write(writer, item, counting);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                string text = value.GetString()!;
                writer.WriteStringValue(text.StartsWith("0x", StringComparison.Ordinal) ? text.ToLowerInvariant() : text);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
