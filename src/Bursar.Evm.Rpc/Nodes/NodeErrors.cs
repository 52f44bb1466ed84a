using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Nodes;

/// <summary>Reads what nodes say when they refuse: their words differ, their meaning does not.</summary>
/// <remarks>
/// Words count before codes, since one code means different things at different nodes (-32005 is a rate limit at hosted nodes, a block range at
/// Besu and a number of results at others). The first row whose words occur in the message decides; case does not matter. To teach Bursar a new
/// wording, add a row to the table and an example to the tests, which fail for a row without one.
/// </remarks>
public static class NodeErrors
{
    /// <summary>The wordings, in the order in which they are looked for.</summary>
    public static IReadOnlyList<NodeErrorRow> Wordings => NodeErrorTable.Rows;

    /// <summary>What an error means.</summary>
    /// <param name="code">JSON-RPC code.</param>
    /// <param name="message">The node's words.</param>
    /// <param name="data">The error's <c>data</c> as text, when it is one: some nodes put the words there.</param>
    public static NodeErrorKind Classify(long code, string message, string? data = null)
    {
        // A contract's reason follows these words, and may hold any other: they decide where they open the message.
        if (code == 3 || message.StartsWith("execution reverted", StringComparison.OrdinalIgnoreCase))
            return NodeErrorKind.Revert;
        foreach ((string words, NodeErrorKind kind, _) in NodeErrorTable.Rows)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase) || data?.Contains(words, StringComparison.OrdinalIgnoreCase) == true)
                return kind;
        }

        if (message.Equals("revert", StringComparison.OrdinalIgnoreCase) || data?.StartsWith("Reverted", StringComparison.Ordinal) == true)
            return NodeErrorKind.Revert;
        return code switch
        {
            -32601 or -32604 or -32004 => NodeErrorKind.MethodNotFound,
            -32602 => NodeErrorKind.InvalidParameters,
            -32005 or 429 or -32029 => NodeErrorKind.LimitExceeded,
            -32001 or -39001 => NodeErrorKind.NotFound,
            4444 => NodeErrorKind.StatePruned,
            _ => NodeErrorKind.Unknown,
        };
    }

    /// <summary>Reads the <c>error</c> member of an answer.</summary>
    /// <returns>Null when it is no JSON-RPC error (an object with a code and a message).</returns>
    public static RpcError? TryRead(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code"u8, out JsonElement codeElement) || codeElement.ValueKind != JsonValueKind.Number
            || !codeElement.TryGetInt64(out long code)
            || !error.TryGetProperty("message"u8, out JsonElement messageElement) || messageElement.ValueKind != JsonValueKind.String)
            return null;
        string message = messageElement.GetString()!;
        bool hasData = error.TryGetProperty("data"u8, out JsonElement data);
        string? text = hasData && data.ValueKind == JsonValueKind.String ? data.GetString() : null;
        NodeErrorKind kind = Classify(code, message, text);
        byte[]? revertData = hasData && kind is NodeErrorKind.Revert or NodeErrorKind.Unknown ? FindRevertData(data) : null;
        revertData ??= kind == NodeErrorKind.Revert ? FindInMessage(message) : null;
        if (kind == NodeErrorKind.Unknown && revertData is { Length: >= 4 })
            kind = NodeErrorKind.Revert;
        string shown = text is not null && kind != NodeErrorKind.Revert && !text.StartsWith("0x", StringComparison.Ordinal) ? $"{message}: {text}" : message;
        return new RpcError(code, NodeText.Clean(shown), kind, revertData);
    }

    // error.data is the bytes (geth, besu, erigon, reth, anvil), "Reverted 0x…" (openethereum, old nethermind), an object that has them
    // under data or result (hardhat, ganache), or an object with one entry a transaction that has them under return (old ganache).
    private static byte[]? FindRevertData(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.String)
            return ReadBytes(data.GetString()!);
        if (data.ValueKind != JsonValueKind.Object)
            return null;
        foreach (string name in (ReadOnlySpan<string>)["data", "result", "return", "originalError"])
        {
            if (data.TryGetProperty(name, out JsonElement inner) && FindRevertData(inner) is { } bytes)
                return bytes;
        }

        foreach (JsonProperty entry in data.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty("return"u8, out JsonElement inner)
                && inner.ValueKind == JsonValueKind.String)
                return ReadBytes(inner.GetString()!);
        }

        return null;
    }

    private static byte[]? ReadBytes(string text)
    {
        const string Prefix = "Reverted ";
        ReadOnlySpan<char> digits = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.AsSpan(Prefix.Length) : text;
        return digits.StartsWith("0x") && Hex.TryDecode(digits, out byte[]? bytes) ? bytes : null;
    }

    // "execution reverted: custom error 0x1234abcd" and "execution reverted: 0x08c379a0…": the bytes stand in the message alone.
    private static byte[]? FindInMessage(string message)
    {
        int at = message.LastIndexOf("0x", StringComparison.Ordinal);
        if (at < 0)
            return null;
        ReadOnlySpan<char> digits = message.AsSpan(at + 2);
        int end = digits.IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"));
        digits = end < 0 ? digits : digits[..end];
        return digits.Length >= 8 && digits.Length % 64 == 8 && Hex.TryDecode(digits, out byte[]? bytes) ? bytes : null;
    }
}
