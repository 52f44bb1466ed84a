using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bursar.Chaos.Proxy;

/// <summary>Stands between a program and a node and lets happen what a plan says: JSON-RPC over HTTP and over WebSocket on one port.</summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    /// <summary>A program that is refused asks once and ends: a few times are enough.</summary>
    private const int MostDenials = 3;

    private readonly Uri _node;
    private readonly TroubleLog _log;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, Task> _served = [];
    private readonly ConcurrentDictionary<long, Task<ulong>> _heights = [];
    private readonly ConcurrentDictionary<long, byte> _lied = [];
    private readonly ConcurrentDictionary<long, int> _denied = [];
    private readonly Task _accepting;
    private long _requests = -1;
    private long _events = -1;

    /// <summary>A proxy in front of a node's HTTP address, which also serves WebSockets there.</summary>
    public ChaosProxy(Uri node, TroubleLog log)
    {
        _node = node;
        _log = log;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        int port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Http = new Uri($"http://127.0.0.1:{port}/");
        WebSocket = new Uri($"ws://127.0.0.1:{port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Its address over HTTP.</summary>
    public Uri Http { get; }

    /// <summary>Its address over WebSocket.</summary>
    public Uri WebSocket { get; }

    /// <summary>What happens. It may change at any time.</summary>
    public TroublePlan Plan { get; set; } = TroublePlan.Calm;

    /// <summary>Requests and batches of them so far.</summary>
    public long Requests => Interlocked.Read(ref _requests) + 1;

    internal CancellationToken Stopped => _stop.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (Socket socket in _served.Keys)
            socket.Close(0);
        await Task.WhenAll(_served.Values);
        _client.Dispose();
        _stop.Dispose();
    }

    internal TroublePlan Events(out long number)
    {
        number = Interlocked.Increment(ref _events);
        return Plan;
    }

    internal void Note(Trouble trouble, string detail) => _log.Count(Name(trouble), detail);

    /// <summary>How a kind of trouble is called in logs and tables.</summary>
    internal static string Name(Trouble trouble) => $"proxy/{trouble.ToString().ToLowerInvariant()}";

    internal Uri NodeSocket => new UriBuilder(_node) { Scheme = "ws" }.Uri;

    /// <summary>Asks the node, and makes of question and answer what the plan says.</summary>
    /// <returns>What happens to the exchange as a whole, and the answer where the node was asked.</returns>
    internal async Task<Exchange> ExchangeAsync(byte[] body)
    {
        long number = Interlocked.Increment(ref _requests);
        TroublePlan plan = Plan;
        Trouble trouble = plan.OfRequest(number);
        JsonNode? request = JsonNode.Parse(body);
        JsonObject[] asked = request switch { JsonObject one => [one], JsonArray many => [.. many.OfType<JsonObject>()], _ => [] };
        string methods = string.Join(' ', asked.Select(Method).Distinct(StringComparer.Ordinal));
        int amount = plan.Amount(number, 1 << 20);
        if (trouble != Trouble.None)
            Note(trouble, $"request {number}, {methods}");
        if (trouble == Trouble.Slow)
            await Task.Delay(50 + (amount % 1500), _stop.Token);
        return trouble is Trouble.LostBefore or Trouble.ResetBefore or Trouble.TooMany or Trouble.ServerError
            ? new Exchange(trouble, amount, [], [.. asked.Select(a => a["id"])])
            : new Exchange(trouble, amount, await AskAsync(plan, number, request!, asked), []);
    }

    private static string Method(JsonObject request) => (string?)request["method"] ?? "";

    private async Task<byte[]> AskAsync(TroublePlan plan, long number, JsonNode request, JsonObject[] asked)
    {
        Trouble view = plan.OfView(number);
        if (view == Trouble.None)
            return await ForwardAsync(request);
        var methods = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonObject one in asked)
            methods[one["id"]?.ToJsonString() ?? ""] = Method(one);
        ulong height = ulong.MaxValue;
        if (view == Trouble.StaleHead)
        {
            long window = number / TroublePlan.Window;
            height = await _heights.GetOrAdd(window, _ => HeightAsync(1 + plan.Amount(window, 6)));
            foreach (JsonObject one in asked)
                ChainLies.AskAt(one, height);
        }

        JsonNode? answer = JsonNode.Parse(await ForwardAsync(request));
        foreach (JsonObject one in answer is JsonArray many ? many.OfType<JsonObject>() : answer is JsonObject single ? [single] : [])
        {
            string method = methods.GetValueOrDefault(one["id"]?.ToJsonString() ?? "") ?? "";
            string before = one.ToJsonString();
            if (view == Trouble.StaleHead)
                ChainLies.ForgetAfter(one, method, height);
            else if (view == Trouble.WrongChain && method == "eth_chainId" && _denied.AddOrUpdate(number / TroublePlan.Window, 1, (_, n) => n + 1) <= MostDenials)
                ChainLies.OtherChain(one);
            else if (view != Trouble.WrongChain && method == "eth_getTransactionReceipt")
                ChainLies.Receipt(one, view);
            if ((view == Trouble.StaleHead || one.ToJsonString() != before) && _lied.TryAdd(number / TroublePlan.Window, 0))
                Note(view, $"from request {number}, {method}");
        }

        return JsonSerializer.SerializeToUtf8Bytes(answer);
    }

    private async Task<ulong> HeightAsync(int behind)
    {
        JsonNode? answer = JsonNode.Parse(await ForwardAsync(JsonNode.Parse("""{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}""")!));
        ulong head = ChainLies.Number(answer?["result"]) ?? 0;
        return head > (ulong)behind ? head - (ulong)behind : 0;
    }

    private async Task<byte[]> ForwardAsync(JsonNode request)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _client.PostAsync(_node, content, _stop.Token);
        return await response.Content.ReadAsByteArrayAsync(_stop.Token);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync(_stop.Token);
                client.NoDelay = true;
                _served[client] = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: false);
            var requests = new BufferedStream(stream, 16 << 10);
            while (await HttpMessage.ReadAsync(requests, _stop.Token) is { } message)
            {
                if (message.IsUpgrade)
                {
                    using var session = new SocketSession(this, message);
                    await session.RunAsync(stream);
                    break;
                }

                if (!await AnswerAsync(stream, await ExchangeAsync(message.Body)))
                    break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidDataException or JsonException
            or HttpRequestException or System.Net.WebSockets.WebSocketException)
        {
            // One of the two went away, which is what programs and nodes do here.
        }

        client.Close(0);
        _served.TryRemove(client, out _);
    }

    /// <summary>Answers over HTTP; false when the connection is to be broken.</summary>
    private async Task<bool> AnswerAsync(Stream stream, Exchange exchange)
    {
        const string Json = "application/json";
        const string Page = "<!doctype html><title>Service temporarily unavailable</title><h1>Please come back later</h1>";
        switch (exchange.Trouble)
        {
            case Trouble.LostBefore or Trouble.LostAfter:
                await stream.ReadExactlyAsync(new byte[1], _stop.Token);
                return false;
            case Trouble.ResetBefore or Trouble.ResetAfter:
                return false;
            case Trouble.TooMany:
                await HttpMessage.WriteAsync(stream, "429 Too Many Requests", "text/plain", "slow down"u8.ToArray(), _stop.Token);
                return true;
            case Trouble.ServerError:
                string status = (exchange.Amount % 3) switch { 0 => "500 Internal Server Error", 1 => "502 Bad Gateway", _ => "503 Service Unavailable" };
                await HttpMessage.WriteAsync(stream, status, "text/plain", "upstream failed"u8.ToArray(), _stop.Token);
                return true;
            case Trouble.Html:
                await HttpMessage.WriteAsync(stream, "200 OK", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page), _stop.Token);
                return true;
            case Trouble.Truncated when exchange.Amount % 2 == 0:
                await HttpMessage.WriteAsync(stream, "200 OK", Json, exchange.Body, _stop.Token, exchange.Cut);
                return false;
            case Trouble.Truncated:
                await HttpMessage.WriteAsync(stream, "200 OK", Json, exchange.Body[..exchange.Cut], _stop.Token);
                return true;
            default:
                await HttpMessage.WriteAsync(stream, "200 OK", Json, exchange.Body, _stop.Token);
                return true;
        }
    }
}
