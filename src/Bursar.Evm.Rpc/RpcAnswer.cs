using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Bursar.Evm.Rpc;

/// <summary>A node's answer to one request: a result or an error.</summary>
public sealed class RpcAnswer
{
    private RpcAnswer(JsonElement result, RpcError? error)
    {
        Result = result;
        Error = error;
    }

    /// <summary>The result as JSON; undefined when there is an error.</summary>
    public JsonElement Result { get; }

    /// <summary>The error; null when there is a result.</summary>
    public RpcError? Error { get; }

    /// <summary>True when there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>A result.</summary>
    public static RpcAnswer Ok(JsonElement result) => new(result, null);

    /// <summary>An error.</summary>
    public static RpcAnswer Fail(RpcError error) => new(default, error);
}
