using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>A real HTTP server on the loopback that misbehaves as told: one line of the script for each request, the last for all that follow.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<Exchange, Task>[] _script;
    private readonly Task _accept;
    private int _requests;

    public ScriptedServer(params Func<Exchange, Task>[] script)
    {
        _script = script;
        _listener.Start();
        _accept = AcceptAsync();
    }

    /// <summary>Base address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Requests seen so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Bodies of the requests, in the order of arrival.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>Header lines of the requests.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

    public static Func<Exchange, Task> Status(int status, string headers = "", string contentType = "text/plain", string body = "no") =>
        exchange => exchange.RespondAsync(status, contentType, Encoding.UTF8.GetBytes(body), headers);

    public static Func<Exchange, Task> Json(string body) => exchange => exchange.RespondAsync(200, "application/json", Encoding.UTF8.GetBytes(body));

    /// <summary>Answers each call of the request with <paramref name="result"/> of its method and parameters: JSON of a result, or of an error when it starts with <c>!</c>.</summary>
    public static Func<Exchange, Task> Answer(Func<string, JsonElement, string> result, Func<string[], IEnumerable<string>>? order = null) => exchange =>
    {
        using var document = JsonDocument.Parse(exchange.Body);
        JsonElement root = document.RootElement;
        bool batch = root.ValueKind == JsonValueKind.Array;
        string[] answers = [.. (batch ? root.EnumerateArray().ToArray() : [root]).Select(call =>
        {
            string text = result(call.GetProperty("method").GetString()!, call.GetProperty("params"));
            string member = text.StartsWith('!') ? $"\"error\":{text[1..]}" : $"\"result\":{text}";
            return $"{{\"jsonrpc\":\"2.0\",\"id\":{call.GetProperty("id").GetRawText()},{member}}}";
        })];
        string body = batch ? $"[{string.Join(',', order?.Invoke(answers) ?? answers)}]" : answers[0];
        return exchange.RespondAsync(200, "application/json", Encoding.UTF8.GetBytes(body));
    };

    public static Func<Exchange, Task> Answer(string result) => Answer((_, _) => result);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accept;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (await ReadAsync(stream) is { } exchange)
                {
                    Heads.Enqueue(exchange.Head);
                    Bodies.Enqueue(exchange.Body);
                    int number = Interlocked.Increment(ref _requests) - 1;
                    await _script[Math.Min(number, _script.Length - 1)](exchange);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The client left, or the script broke the connection.
            }
        }

        async Task<Exchange?> ReadAsync(NetworkStream stream)
        {
            var head = new StringBuilder();
            byte[] one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, _stop.Token) == 0)
                    return null;
                head.Append((char)one[0]);
            }

            string text = head.ToString();
            string length = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            byte[] body = new byte[int.Parse(length["Content-Length:".Length..])];
            await stream.ReadExactlyAsync(body, _stop.Token);
            return new Exchange(client, stream, text, Encoding.UTF8.GetString(body), _stop.Token);
        }
    }

    /// <summary>One request and the way back.</summary>
    internal sealed record Exchange(TcpClient Client, NetworkStream Stream, string Head, string Body, CancellationToken Stop)
    {
        public async Task RespondAsync(int status, string? contentType, byte[] body, string headers = "", int? length = null)
        {
            string type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
            string head = $"HTTP/1.1 {status} Status\r\n{type}Content-Length: {length ?? body.Length}\r\n{headers}\r\n";
            await Stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], Stop);
        }

        /// <summary>Breaks the connection so that the client sees a reset.</summary>
        public Task Reset()
        {
            Client.LingerState = new LingerOption(true, 0);
            Client.Close();
            return Task.CompletedTask;
        }
    }
}
