using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bursar.Chaos.Proxy;

/// <summary>One WebSocket: requests go the way of all requests, subscriptions have a WebSocket of their own to the node.</summary>
/// <param name="proxy">Decides what happens.</param>
/// <param name="hello">The first message.</param>
internal sealed class SocketSession(ChaosProxy proxy, HttpMessage hello) : IDisposable
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _broken = CancellationTokenSource.CreateLinkedTokenSource(proxy.Stopped);
    private readonly List<Task> _answers = [];
    private ClientWebSocket? _events;
    private Task _telling = Task.CompletedTask;
    private byte[]? _held;

    /// <summary>Serves it until one of the sides goes away, or the plan breaks it.</summary>
    public async Task RunAsync(Stream stream)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept()}\r\n\r\n"), _broken.Token);
        await stream.FlushAsync(_broken.Token);
        WebSocket client = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        try
        {
            while (await ReceiveAsync(client) is { } message)
            {
                _answers.RemoveAll(t => t.IsCompleted);
#pragma warning disable CA2025 // they are awaited before the socket is disposed, below
                _answers.Add(AnswerAsync(client, message));
#pragma warning restore CA2025
            }
        }
        finally
        {
            await _broken.CancelAsync();
            _events?.Abort();
            await Task.WhenAll([_telling, .. _answers]);
            client.Dispose();
        }
    }

    public void Dispose()
    {
        _events?.Dispose();
        _sending.Dispose();
        _broken.Dispose();
    }

    private string Accept()
    {
        string key = hello.Headers.GetValueOrDefault("sec-websocket-key") ?? "";
#pragma warning disable CA5350 // RFC 6455 proves with SHA-1 that the server speaks WebSocket
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeSuffix)));
#pragma warning restore CA5350
    }

    private async Task<byte[]?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[32 << 10];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), _broken.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }

    private async Task AnswerAsync(WebSocket client, byte[] message)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            if (JsonNode.Parse(message) is JsonObject one && (string?)one["method"] is "eth_subscribe" or "eth_unsubscribe")
                await SubscribeAsync(client, message);
            else
                await AnswerAsync(client, await proxy.ExchangeAsync(message));
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException or HttpRequestException or JsonException)
        {
            await _broken.CancelAsync();
        }
    }

    private async Task AnswerAsync(WebSocket client, Exchange exchange)
    {
        switch (exchange.Trouble)
        {
            case Trouble.LostBefore or Trouble.LostAfter:
                return;
            case Trouble.ResetBefore or Trouble.ResetAfter:
                await _broken.CancelAsync();
                return;
            case Trouble.TooMany:
                await SendAsync(client, Errors(exchange, -32005, "request limit exceeded"));
                return;
            case Trouble.ServerError:
                await SendAsync(client, Errors(exchange, -32603, "internal error"));
                return;
            case Trouble.Html:
                await SendAsync(client, "<!doctype html><title>Service temporarily unavailable</title>"u8.ToArray());
                return;
            case Trouble.Truncated:
                await SendAsync(client, exchange.Body[..exchange.Cut]);
                return;
            default:
                await SendAsync(client, exchange.Body);
                return;
        }
    }

    private static byte[] Errors(Exchange exchange, int code, string message)
    {
        JsonObject[] errors = [.. exchange.Unasked.Select(id => new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id?.DeepClone(),
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        })];
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(errors.Length == 1 ? errors[0] : new JsonArray([.. errors]));
    }

    private async Task SendAsync(WebSocket client, byte[] message)
    {
        await _sending.WaitAsync(_broken.Token);
        try
        {
            await client.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, _broken.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task SubscribeAsync(WebSocket client, byte[] message)
    {
        if (_events is null)
        {
            _events = new ClientWebSocket();
            await _events.ConnectAsync(proxy.NodeSocket, _broken.Token);
            _telling = TellAsync(client, _events);
        }

        await _events.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, _broken.Token);
    }

    /// <summary>Passes on what the node tells, twice or out of order where the plan says so.</summary>
    private async Task TellAsync(WebSocket client, ClientWebSocket node)
    {
        try
        {
            while (await ReceiveAsync(node) is { } message)
            {
                bool isEvent = JsonNode.Parse(message) is JsonObject one && (string?)one["method"] == "eth_subscription";
                long number = -1;
                Trouble trouble = isEvent ? proxy.Events(out number).OfEvent(number) : Trouble.None;
                if (trouble != Trouble.None)
                    proxy.Note(trouble, $"event {number}");
                if (trouble == Trouble.LateEvent && _held is null)
                {
                    _held = message;
                    continue;
                }

                await SendAsync(client, message);
                if (trouble == Trouble.DoubledEvent)
                    await SendAsync(client, message);
                if (!isEvent || _held is null)
                    continue;
                await SendAsync(client, _held);
                _held = null;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException or JsonException)
        {
            await _broken.CancelAsync();
        }
    }
}
