using System.Globalization;
using System.Text;

namespace Bursar.Chaos.Proxy;

/// <summary>A request as it stands on the wire, and answers to it: as much of HTTP/1.1 as JSON-RPC clients speak.</summary>
/// <param name="Headers">By name, in lower case.</param>
/// <param name="Body">The body.</param>
internal sealed record HttpMessage(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int MostHeaderBytes = 64 << 10;
    private const int MostBodyBytes = 64 << 20;

    /// <summary>True for the first message of a WebSocket.</summary>
    public bool IsUpgrade => Headers.TryGetValue("upgrade", out string? to) && to.Equals("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one; null when the other side is done.</summary>
    public static async Task<HttpMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[]? head = await ReadHeadAsync(stream, cancellationToken);
        if (head is null)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in Encoding.ASCII.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }

        int length = headers.TryGetValue("content-length", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        if (length > MostBodyBytes)
            throw new InvalidDataException($"a body of {length} bytes");
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new HttpMessage(headers, body);
    }

    /// <summary>Writes an answer; with <paramref name="shown"/> only its first bytes, as if the connection broke there.</summary>
    public static async Task WriteAsync(Stream stream, string status, string type, byte[] body, CancellationToken cancellationToken, int? shown = null)
    {
        string head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await stream.WriteAsync(body.AsMemory(0, shown ?? body.Length), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static async Task<byte[]?> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>(512);
        byte[] one = new byte[1];
        while (head.Count < MostHeaderBytes)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
                return null;
            head.Add(one[0]);
            if (one[0] == '\n' && head.Count >= 4 && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r')
                return [.. head];
        }

        throw new InvalidDataException("headers without an end");
    }
}
