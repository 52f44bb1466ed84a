using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Nodes;

/// <summary>Reads what nodes say when they refuse: their words differ, their meaning does not.</summary>
/// <remarks>
/// Words count before codes, since one code means different things at different nodes (-32005 is a rate limit at hosted nodes, a block range at
/// Besu and a number of results at others). The first row whose words occur in the message decides; case does not matter. To teach Bursar a new
/// wording, add a row here and one to the table of the tests.
/// </remarks>
public static class NodeErrors
{
    private static readonly (string Words, NodeErrorKind Kind)[] Wordings =
    [
        // Already there: the very same bytes.
        ("already known", NodeErrorKind.AlreadyKnown),                       // geth, reth, erigon
        ("known transaction", NodeErrorKind.AlreadyKnown),                   // besu, old geth
        ("AlreadyKnown", NodeErrorKind.AlreadyKnown),                        // nethermind
        ("already imported", NodeErrorKind.AlreadyKnown),                    // anvil, openethereum
        ("existing tx with same hash", NodeErrorKind.AlreadyKnown),          // erigon

        // The nonce.
        ("nonce too low", NodeErrorKind.NonceTooLow),                        // geth, reth, erigon, anvil, besu
        ("nonce is too low", NodeErrorKind.NonceTooLow),                     // openethereum
        ("OldNonce", NodeErrorKind.NonceTooLow),                             // nethermind
        ("nonce too high", NodeErrorKind.NonceTooHigh),                      // geth, anvil
        ("nonce is too distant", NodeErrorKind.NonceTooHigh),                // besu
        ("NonceGap", NodeErrorKind.NonceTooHigh),                            // nethermind
        ("nonce too far in the future", NodeErrorKind.NonceTooHigh),         // nethermind
        ("gapped-nonce tx", NodeErrorKind.NonceTooHigh),                     // geth, delegated accounts

        // Too cheap.
        ("replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced), // geth, besu, reth, anvil
        ("ReplacementNotAllowed", NodeErrorKind.ReplacementUnderpriced),     // nethermind
        ("could not replace existing tx", NodeErrorKind.ReplacementUnderpriced), // erigon
        ("underpriced", NodeErrorKind.Underpriced),                          // geth, reth, erigon
        ("FeeTooLow", NodeErrorKind.Underpriced),                            // nethermind
        ("fee too low", NodeErrorKind.Underpriced),                          // erigon
        ("less than block base fee", NodeErrorKind.Underpriced),             // geth, reth, anvil
        ("gas price below", NodeErrorKind.Underpriced),                      // besu
        ("gas price is less than", NodeErrorKind.Underpriced),               // besu
        ("gas price is too low", NodeErrorKind.Underpriced),                 // openethereum

        // Too poor.
        ("insufficient funds", NodeErrorKind.InsufficientFunds),             // geth, reth, erigon, anvil
        ("InsufficientFunds", NodeErrorKind.InsufficientFunds),              // nethermind
        ("upfront cost exceeds", NodeErrorKind.InsufficientFunds),           // besu
        ("insufficient balance for transfer", NodeErrorKind.InsufficientFunds), // geth, eth_call
        ("insufficient MaxFeePerGas for sender balance", NodeErrorKind.InsufficientFunds), // nethermind

        // Gas.
        ("intrinsic gas", NodeErrorKind.IntrinsicGas),                       // geth, reth, erigon, anvil, besu
        ("below intrinsic", NodeErrorKind.IntrinsicGas),                     // nethermind
        ("floor data gas", NodeErrorKind.IntrinsicGas),                      // geth, EIP-7623
        ("exceeds block gas limit", NodeErrorKind.GasLimit),                 // geth, besu
        ("GasLimitExceeded", NodeErrorKind.GasLimit),                        // nethermind
        ("gas required exceeds", NodeErrorKind.GasLimit),                    // geth
        ("exceeds transaction gas cap", NodeErrorKind.GasLimit),             // EIP-7825
        ("transaction gas limit too high", NodeErrorKind.GasLimit),          // geth, EIP-7825
        ("out of gas", NodeErrorKind.GasLimit),                              // all
        ("OutOfGas", NodeErrorKind.GasLimit),                                // anvil
        ("txpool is full", NodeErrorKind.PoolFull),                          // geth, reth
        ("transaction pool is full", NodeErrorKind.PoolFull),                // besu, others

        // Reverts; after the rows above, whose words a contract's own reason could not imitate without the prefix.
        ("execution reverted", NodeErrorKind.Revert),                        // geth, besu, erigon, reth, anvil, new nethermind
        ("VM execution error", NodeErrorKind.Revert),                        // old nethermind, openethereum
        ("VM Exception while processing transaction: revert", NodeErrorKind.Revert), // ganache, hardhat

        // Too much asked.
        ("batch too large", NodeErrorKind.BatchTooLarge),                    // geth
        ("batch size", NodeErrorKind.BatchTooLarge),                         // nethermind, besu, hosted nodes
        ("number of requests exceeds max batch size", NodeErrorKind.BatchTooLarge), // besu
        ("query returned more than", NodeErrorKind.RangeTooLarge),           // hosted nodes
        ("query exceeds max", NodeErrorKind.RangeTooLarge),                  // reth: results and block range
        ("exceed maximum block range", NodeErrorKind.RangeTooLarge),         // forks of geth
        ("maximum RPC range limit", NodeErrorKind.RangeTooLarge),            // besu
        ("block range", NodeErrorKind.RangeTooLarge),                        // geth, erigon, hosted nodes
        ("too many logs", NodeErrorKind.RangeTooLarge),                      // nethermind
        ("too many results", NodeErrorKind.RangeTooLarge),                   // erigon, hosted nodes
        ("log response size exceeded", NodeErrorKind.RangeTooLarge),         // hosted nodes
        ("eth_getLogs is limited to", NodeErrorKind.RangeTooLarge),          // hosted nodes
        ("logs matched by query exceeds", NodeErrorKind.RangeTooLarge),      // arbitrum, hosted nodes
        ("response is too big", NodeErrorKind.RangeTooLarge),                // reth
        ("query timeout exceeded", NodeErrorKind.RangeTooLarge),             // hosted nodes
        ("query timed out", NodeErrorKind.RangeTooLarge),                    // hosted nodes
        ("rate limit", NodeErrorKind.LimitExceeded),                         // hosted nodes
        ("too many requests", NodeErrorKind.LimitExceeded),                  // hosted nodes
        ("request limit", NodeErrorKind.LimitExceeded),                      // hosted nodes
        ("compute units per second", NodeErrorKind.LimitExceeded),           // hosted nodes

        // Not there.
        ("header not found", NodeErrorKind.NotFound),                        // geth
        ("header for hash not found", NodeErrorKind.NotFound),               // geth, EIP-1898
        ("block not found", NodeErrorKind.NotFound),                         // geth (safe, finalized), reth, besu
        ("unknown block", NodeErrorKind.NotFound),                           // geth, nethermind
        ("not currently canonical", NodeErrorKind.NotFound),                 // geth, EIP-1898
        ("missing trie node", NodeErrorKind.NotFound),                       // geth
        ("historical state", NodeErrorKind.NotFound),                        // geth: not available
        ("world state unavailable", NodeErrorKind.NotFound),                 // besu
        ("no state available", NodeErrorKind.NotFound),                      // nethermind
        ("BlockOutOfRange", NodeErrorKind.NotFound),                         // anvil
        ("beyond current head", NodeErrorKind.NotFound),                     // geth
    ];

    /// <summary>What an error means.</summary>
    /// <param name="code">JSON-RPC code.</param>
    /// <param name="message">The node's words.</param>
    /// <param name="data">The error's <c>data</c> as text, when it is one: some nodes put the words there.</param>
    public static NodeErrorKind Classify(long code, string message, string? data = null)
    {
        // A contract's reason follows these words, and may hold any other: they decide where they open the message.
        if (code == 3 || message.StartsWith("execution reverted", StringComparison.OrdinalIgnoreCase))
            return NodeErrorKind.Revert;
        foreach ((string words, NodeErrorKind kind) in Wordings)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase) || data?.Contains(words, StringComparison.OrdinalIgnoreCase) == true)
                return kind;
        }

        if (message.Equals("revert", StringComparison.OrdinalIgnoreCase) || data?.StartsWith("Reverted", StringComparison.Ordinal) == true)
            return NodeErrorKind.Revert;
        return code switch
        {
            -32601 or -32004 => NodeErrorKind.MethodNotFound,
            -32602 => NodeErrorKind.InvalidParameters,
            -32005 or 429 or -32029 => NodeErrorKind.LimitExceeded,
            -32001 or -39001 => NodeErrorKind.NotFound,
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
