using System.Buffers;
using System.Text.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>Writes requests as JSON-RPC 2.0 and matches the answers to them.</summary>
internal static class Exchange
{
    private const int MaxDepth = 32;

    /// <summary>One object for one request, a list for several; ids count up from <paramref name="firstId"/>.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RpcRequest> requests, long firstId)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            if (requests.Count > 1)
                writer.WriteStartArray();
            for (int i = 0; i < requests.Count; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("jsonrpc"u8, "2.0"u8);
                writer.WriteNumber("id"u8, firstId + i);
                writer.WriteString("method"u8, requests[i].Method);
                writer.WritePropertyName("params"u8);
                writer.WriteRawValue(requests[i].Parameters.Span, skipInputValidation: true);
                writer.WriteEndObject();
            }

            if (requests.Count > 1)
                writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The answers in the order of the requests.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    /// <exception cref="RpcException">An answer is missing, there twice, or to another question.</exception>
    public static RpcAnswer[] Read(ReadOnlyMemory<byte> body, IReadOnlyList<RpcRequest> requests, long firstId, Secrets secrets)
    {
        using JsonDocument document = Parse(body);
        return Read(document.RootElement, requests, firstId, secrets);
    }

    /// <summary>One JSON value from a node, not too deep.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>The answers in the order of the requests; they outlive the document.</summary>
    /// <exception cref="RpcException">An answer is missing, there twice, or to another question.</exception>
    public static RpcAnswer[] Read(JsonElement root, IReadOnlyList<RpcRequest> requests, long firstId, Secrets secrets)
    {
        var answers = new RpcAnswer[requests.Count];
        if (requests.Count == 1)
        {
            // A list of one is what some proxies make of a single answer: it is not what was asked for.
            answers[0] = ReadOne(root, requests, firstId, secrets).Answer;
            return answers;
        }

        if (root.ValueKind == JsonValueKind.Object)
            throw Refused(root, requests, secrets);
        if (root.ValueKind != JsonValueKind.Array)
            throw new RpcException(requests[0].Method, "answer", "is not a list of answers");
        foreach (JsonElement item in root.EnumerateArray())
        {
            (int index, RpcAnswer answer) = ReadOne(item, requests, firstId, secrets);
            if (answers[index] is not null)
                throw new RpcException(requests[index].Method, "id", $"{firstId + index} is there twice in the batch");
            answers[index] = answer;
        }

        int missing = Array.IndexOf(answers, null);
        if (missing < 0)
            return answers;

        // geth turns a batch away with one error, under the id of the first request.
        return Array.Find(answers, answer => answer?.Error?.Kind == NodeErrorKind.BatchTooLarge) is { Error: { } refusal }
            ? throw new RpcException(requests[0].Method, refusal)
            : throw new RpcException(requests[missing].Method, "id", $"{firstId + missing} has no answer in the batch");
    }

    // The whole batch answered with one error.
    private static RpcException Refused(JsonElement root, IReadOnlyList<RpcRequest> requests, Secrets secrets) =>
        root.TryGetProperty("error"u8, out JsonElement element) && ReadError(element, secrets) is { } error
            ? new RpcException(requests[0].Method, error with { Kind = error.Kind == NodeErrorKind.LimitExceeded ? error.Kind : NodeErrorKind.BatchTooLarge })
            : new RpcException(requests[0].Method, "answer", "is one object where a batch was sent");

    private static (int Index, RpcAnswer Answer) ReadOne(JsonElement item, IReadOnlyList<RpcRequest> requests, long firstId, Secrets secrets)
    {
        string method = requests[0].Method;
        if (item.ValueKind != JsonValueKind.Object)
            throw new RpcException(method, "answer", "is not an object");
        JsonElement? id = null;
        JsonElement? result = null;
        JsonElement? error = null;
        foreach (JsonProperty member in item.EnumerateObject())
        {
            if (member.NameEquals("id"u8))
                id = Once(id, member, method);
            else if (member.NameEquals("result"u8))
                result = Once(result, member, method);
            else if (member.NameEquals("error"u8))
                error = Once(error, member, method);
            else if (member.NameEquals("jsonrpc"u8) && !(member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("2.0"u8)))
                throw new RpcException(method, "jsonrpc", "is not \"2.0\"");
        }

        bool hasError = error is { ValueKind: not JsonValueKind.Null };
        if (id is not { } given)
            throw new RpcException(method, "id", "is missing");

        // A node that could not even read the request has no id to repeat.
        if (given.ValueKind == JsonValueKind.Null && hasError && requests.Count == 1 && ReadError(error!.Value, secrets) is { } unread)
            return (0, RpcAnswer.Fail(unread));
        if (given.ValueKind != JsonValueKind.Number || !given.TryGetInt64(out long number) || number < firstId || number >= firstId + requests.Count)
            throw new RpcException(method, "id", "is not that of a request");
        int index = (int)(number - firstId);
        method = requests[index].Method;
        if (hasError)
        {
            return ReadError(error!.Value, secrets) is { } stated
                ? (index, RpcAnswer.Fail(stated))
                : throw new RpcException(method, "error", "is not an object with a code and a message");
        }

        return result is { } value ? (index, RpcAnswer.Ok(value.Clone())) : throw new RpcException(method, "result", "is missing, and so is an error");
    }

    private static JsonElement Once(JsonElement? before, JsonProperty member, string method) =>
        before is null ? member.Value : throw new RpcException(method, member.Name, "is there twice");

    private static RpcError? ReadError(JsonElement element, Secrets secrets) =>
        NodeErrors.TryRead(element) is { } error ? error with { Message = secrets.Hide(error.Message) } : null;
}
