using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bursar.App.Tests.Sites;

/// <summary>A website on the loopback address: one request a connection, answered byte by byte as a test says.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, Stream, CancellationToken, Task> _serve;
    private readonly Task _work;

    /// <summary>Starts it. The function gets the path of a request and writes the whole answer.</summary>
    internal WebServer(Func<string, Stream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _work = ServeAsync();
    }

    internal Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>An answer without a body's length: the body ends with the connection.</summary>
    internal static byte[] Answer(string status, string headers, string body) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n{body}");

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using NetworkStream stream = client.GetStream();
                try
                {
                    await _serve(await ReadPathAsync(stream), stream, _stop.Token);
                }
                catch (IOException)
                {
                    // The client hung up, as it may.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task<string> ReadPathAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ')[1];
    }
}
