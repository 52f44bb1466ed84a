using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>A headless Chromium that is spoken to with the DevTools protocol, and what it complained about.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop;
    private Task _rest = Task.CompletedTask;
    private int _last;
    private bool _loaded;

    private Chromium(Process process, string profile, CancellationToken cancellationToken)
    {
        _process = process;
        _profile = profile;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stop.CancelAfter(Patience);
    }

    /// <summary>Console messages, log entries (a refused script is one) and uncaught exceptions since the browser started.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Every address that the page asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Starts the browser. Without one the test is skipped, and under CI it fails.</summary>
    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") == "true",
                "chromium is missing: /usr/bin/chromium does not exist, and with CI=true the report must be looked at in a browser (apt-get install chromium)");
            Assert.Skip("chromium is missing: /usr/bin/chromium does not exist, so nobody looked at the report in a browser");
        }

        string profile = Directory.CreateTempSubdirectory("bursar-chromium-").FullName;
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var browser = new Chromium(process, profile, cancellationToken);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task OpenAsync(string path)
    {
        _loaded = false;
        JsonNode answer = await SendAsync("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri });
        Assert.Null((string?)answer["errorText"]);
        while (!_loaded)
            await ReceiveAsync();
    }

    /// <summary>The value of an expression on the page, whatever the page's policy allows itself.</summary>
    public async Task<JsonNode> EvaluateAsync(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"]!;
    }

    /// <summary>Makes the window as wide as a phone's or a desk's.</summary>
    public Task ResizeAsync(int width, int height) => SendAsync(
        "Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>Prints the page.</summary>
    public async Task<byte[]> PrintAsync() =>
        Convert.FromBase64String((string)(await SendAsync("Page.printToPDF", new JsonObject { ["preferCSSPageSize"] = true }))["data"]!);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _rest;
        _process.Dispose();
        _stop.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child that is just ending may still write; the folder is a temporary one.
        }
    }

    private async Task ConnectAsync()
    {
        const string Announcement = "DevTools listening on ";
        string? line;
        do
            line = await _process.StandardError.ReadLineAsync(_stop.Token);
        while (line is not null && !line.StartsWith(Announcement, StringComparison.Ordinal));
        Assert.True(line is not null, "chromium ended before it listened");
        _rest = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        var address = new Uri(line[Announcement.Length..]);
        using var http = new HttpClient();
        JsonNode? page = null;
        while (page is null)
        {
            JsonNode targets = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{address.Authority}/json/list"), _stop.Token))!;
            page = targets.AsArray().FirstOrDefault(static t => (string?)t!["type"] == "page");
        }

        await _socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), _stop.Token);
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
            await SendAsync(domain + ".enable", []);
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        int id = ++_last;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        await _socket.SendAsync(message, WebSocketMessageType.Text, true, _stop.Token);
        while (true)
        {
            JsonNode answer = await ReceiveAsync();
            if ((int?)answer["id"] != id)
                continue;
            Assert.True(answer["error"] is null, answer.ToJsonString());
            return answer["result"]!;
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        JsonNode node = JsonNode.Parse(message.ToArray())!;
        switch ((string?)node["method"])
        {
            case "Page.loadEventFired":
                _loaded = true;
                break;
            case "Network.requestWillBeSent":
                Requests.Add((string)node["params"]!["request"]!["url"]!);
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                Complaints.Add(node["params"]!.ToJsonString());
                break;
            default:
                break;
        }

        return node;
    }
}
