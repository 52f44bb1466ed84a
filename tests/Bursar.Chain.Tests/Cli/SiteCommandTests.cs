using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The commands of <c>bursar site</c> on a real chain, with a web server of the test's own.</summary>
public sealed class SiteCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    [Fact]
    public async Task Websites_and_products_are_linked_once_and_shown_at_the_token()
    {
        string token = await chain.TokenAsync("LINK");
        Assert.Equal("now", (await chain.JsonAsync(0, "site", "link", "Website_123.com", "--token", token)).GetProperty("linked").GetString());
        Assert.Equal("before", (await chain.JsonAsync(0, "site", "link", "website_123.com", "--token", token)).GetProperty("linked").GetString());
        await chain.ExpectAsync(0, "site", "link", "product_456", "--product", "--token", token, "--from", "local:1", "--operator", "local:0");

        JsonElement site = await chain.JsonAsync(0, "site", "show", "website_123.com");
        JsonElement claim = Assert.Single(site.GetProperty("claims").EnumerateArray());
        Assert.Equal("claimed", claim.GetProperty("status").GetString());
        Assert.Equal(token, claim.GetProperty("primary").GetString());
        Assert.Equal(JsonValueKind.Null, site.GetProperty("verifiedOwner").ValueKind);

        JsonElement links = (await chain.JsonAsync(0, "token", "show", token)).GetProperty("links");
        Assert.Equal(["product_456", "website_123.com"], links.EnumerateArray().Select(l => l.GetProperty("site").GetString()!).Order(StringComparer.Ordinal));
        await chain.RefusedAsync(4, "site.not-claimed", "site", "show", "other.example");
        await chain.RefusedAsync(3, "site.bad-domain", "site", "link", "https://website_123.com", "--token", token);
    }

    [Fact]
    public async Task A_second_token_becomes_primary_when_it_is_asked_for()
    {
        string first = await chain.TokenAsync("PRIMA");
        string second = await chain.TokenAsync("SECUNDA");
        await chain.ExpectAsync(0, "site", "link", "two.example", "--token", first);
        await chain.ExpectAsync(0, "site", "link", "two.example", "--token", second);
        Assert.Equal(first, await PrimaryAsync());
        await chain.ExpectAsync(0, "site", "link", "two.example", "--token", second, "--primary");
        Assert.Equal(second, await PrimaryAsync());

        async Task<string?> PrimaryAsync() => (await chain.JsonAsync(0, "site", "show", "two.example")).GetProperty("claims")[0].GetProperty("primary").GetString();
    }

    [Fact]
    public async Task A_signed_file_on_the_website_verifies_the_claim_and_is_recorded()
    {
        string token = await chain.TokenAsync("WELL");
        await chain.ExpectAsync(0, "site", "link", "well.example", "--token", token);
        string file = (await chain.ExpectAsync(0, "site", "well-known", "well.example", "--token", token)).Output;
        using var server = new OneFileServer(file);
        string[] verify = ["site", "verify", "well.example", "--token", token, "--method", "well-known", "--base-url", server.Url];
        Assert.Contains("add --attest", (await chain.ExpectAsync(0, verify)).Output, StringComparison.Ordinal);
        JsonElement attested = await chain.JsonAsync(0, [.. verify, "--attest", "--expires", "30d"]);
        JsonElement site = await chain.JsonAsync(0, "site", "show", "well.example");
        Assert.Equal(CliChain.Account(0).ToString(), site.GetProperty("verifiedOwner").GetString());
        JsonElement claim = site.GetProperty("claims")[0];
        Assert.Equal("verified", claim.GetProperty("status").GetString());
        Assert.Equal("well-known", claim.GetProperty("method").GetString());
        Assert.Equal(attested.GetProperty("evidence").GetString(), claim.GetProperty("evidence").GetString());
        Assert.Equal(attested.GetProperty("expires").GetString(), claim.GetProperty("expiresAt").GetString());

        // A stranger who links the same token to the same site is not confirmed by the owner's file.
        await chain.ExpectAsync(0, "site", "link", "well.example", "--token", token, "--from", "local:3", "--operator", "local:0");
        Assert.Equal(4, (await chain.RunAsync([.. verify, "--owner", "local:3"])).ExitCode);
        await chain.RefusedAsync(4, "site.not-linked", "site", "verify", "nolink.example", "--token", token, "--method", "dns-txt");
        await chain.RefusedAsync(2, "site.unknown-method", "site", "verify", "well.example", "--token", token, "--method", "dns");
    }

    /// <summary>Serves one text at every path, over HTTP on the loopback interface.</summary>
    private sealed class OneFileServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;

        public OneFileServer(string text)
        {
            _answer = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\nConnection: close\r\n\r\n{text}");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url => $"http://{_listener.LocalEndpoint}/";

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            byte[] request = new byte[8192];
            while (true)
            {
                try
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    NetworkStream stream = client.GetStream();
                    int read = 0;
                    while (!Encoding.ASCII.GetString(request, 0, read).Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(request.AsMemory(read)) is > 0 and int more)
                        read += more;
                    await stream.WriteAsync(_answer);
                }
                catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
