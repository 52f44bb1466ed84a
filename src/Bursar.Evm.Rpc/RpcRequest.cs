using System.Buffers;
using System.Text.Json;

namespace Bursar.Evm.Rpc;

/// <summary>A method call with its parameters.</summary>
public sealed class RpcRequest
{
    private static readonly ReadOnlyMemory<byte> Empty = "[]"u8.ToArray();

    private RpcRequest(string method, ReadOnlyMemory<byte> parameters)
    {
        Method = method;
        Parameters = parameters;
        Idempotent = method.StartsWith("eth_", StringComparison.Ordinal)
            ? method is not ("eth_sendTransaction" or "eth_newFilter" or "eth_newBlockFilter" or "eth_newPendingTransactionFilter" or "eth_getFilterChanges"
                or "eth_subscribe" or "eth_sign" or "eth_signTransaction" or "eth_signTypedData" or "eth_signTypedData_v4")
            : method.StartsWith("net_", StringComparison.Ordinal) || method.StartsWith("web3_", StringComparison.Ordinal);
    }

    /// <summary>Name of the method, for example <c>eth_call</c>.</summary>
    public string Method { get; }

    /// <summary>The parameters as a JSON array in UTF-8.</summary>
    public ReadOnlyMemory<byte> Parameters { get; }

    /// <summary>True when sending it twice is the same as sending it once, so that it may be retried after any failure.</summary>
    /// <remarks>It holds for reads and for <c>eth_sendRawTransaction</c>, whose bytes a chain takes once.</remarks>
    public bool Idempotent { get; init; }

    /// <summary>A method without parameters.</summary>
    public static RpcRequest Of(string method) => new(method, Empty);

    /// <summary>A method whose parameters <paramref name="write"/> writes, one JSON value each.</summary>
    public static RpcRequest Of(string method, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return new RpcRequest(method, buffer.WrittenMemory);
    }

    /// <summary>The method; parameters may be long or private.</summary>
    public override string ToString() => Method;
}
