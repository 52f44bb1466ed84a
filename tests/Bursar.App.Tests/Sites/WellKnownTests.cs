using System.Net;
using System.Text;
using Bursar.App.Sites;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Xunit;

namespace Bursar.App.Tests.Sites;

public sealed class WellKnownTests
{
    private static readonly PrivateKeySigner Signer = new(PrivateKey.FromBytes(Keccak256.Hash("site owner"u8).Span));

    private static readonly SiteClaim Claim = new()
    {
        ChainId = new ChainId(31337),
        Registry = Address.Parse("0x00000000000000000000000000000000000000f1"),
        Site = SiteName.Parse(SiteKind.Domain, "website_123.com").Value,
        Owner = Signer.Address,
        Token = Address.Parse("0x00000000000000000000000000000000000000c1"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_file_confirms_the_claim()
    {
        string? path = null;
        string text = await FileAsync();
        Result<SiteEvidence> result = await ServeAsync(asked =>
        {
            path = asked;
            return WebServer.Answer("200 OK", "", text);
        });
        Assert.Equal("/.well-known/bursar.json", path);
        Assert.Equal(SiteMethod.WellKnown, result.Value.Method);
        Assert.StartsWith("""{"method":"well-known","chainId":"31337",""", result.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_signs_what_a_wallet_shows()
    {
        // The same as EIP-712 JSON, hashed by the general encoder.
        string json = $$$"""
            {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
            "SiteClaim":[{"name":"domain","type":"string"},{"name":"owner","type":"address"},{"name":"token","type":"address"}]},"primaryType":"SiteClaim",
            "domain":{"name":"Bursar SiteRegistry","version":"1","chainId":"31337","verifyingContract":"{{{Claim.Registry}}}"},
            "message":{"domain":"website_123.com","owner":"{{{Claim.Owner}}}","token":"{{{Claim.Token}}}"}}
            """;
        Assert.Equal(TypedData.Parse(json).Hash.SigningHash, Claim.TypedData.SigningHash);
    }

    [Fact]
    public async Task The_file_is_read_as_it_was_written()
    {
        WellKnownFile file = await WellKnownFile.SignAsync(Claim, Signer, Stop);
        Assert.Equal(file, WellKnownFile.Parse(Encoding.UTF8.GetBytes(file.ToJson())).Value);
        await Assert.ThrowsAsync<ArgumentException>(() => WellKnownFile.SignAsync(Claim with { Owner = Claim.Token }, Signer, Stop));
    }

    [Fact]
    public async Task Another_claim_is_not_confirmed()
    {
        string text = await FileAsync();
        foreach (SiteClaim other in new[]
        {
            Claim with { ChainId = new ChainId(1) }, Claim with { Registry = Claim.Token }, Claim with { Owner = Claim.Token }, Claim with { Token = Claim.Registry },
        })
        {
            Assert.Equal("site.file-differs", await FaultAsync(text, other));
        }
    }

    [Fact]
    public async Task A_signature_for_another_site_or_by_another_key_is_not_accepted()
    {
        string text = await FileAsync();
        Assert.Equal("site.bad-signature", await FaultAsync(text, Claim with { Site = SiteName.Parse(SiteKind.Domain, "another.com").Value }));
        using var key = PrivateKey.FromBytes(Keccak256.Hash("somebody else"u8).Span);
        WellKnownFile forged = await WellKnownFile.SignAsync(Claim, Signer, Stop);
        forged = forged with { Signature = await new PrivateKeySigner(key).SignTypedDataAsync(Claim.TypedData, Stop) };
        Assert.Equal("site.bad-signature", await FaultAsync(forged.ToJson(), Claim));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("\"chainId\"", "\"chain\"")]
    [InlineData("31337", "\"31337\"")]
    [InlineData("31337,", "31337, \"chainId\": 31337,")]
    [InlineData("31337,", "31337, \"note\": \"hello\",")]
    [InlineData("0x00000000000000000000000000000000000000c1", "0x00000000000000000000000000000000000000")]
    [InlineData("\"signature\": \"0x", "\"signature\": \"0xff")]
    public async Task A_file_of_another_shape_is_refused(string old, string? replacement = null)
    {
        string text = await FileAsync();
        if (replacement is not null)
            Assert.Contains(old, text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("site.file-malformed", await FaultAsync(replacement is null ? old : text.Replace(old, replacement, StringComparison.OrdinalIgnoreCase), Claim));
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed()
    {
        string text = await FileAsync();
        Result<SiteEvidence> result = await ServeAsync(path => path == WellKnownFile.Path
            ? WebServer.Answer("301 Moved Permanently", "Location: /elsewhere.json\r\n", "")
            : WebServer.Answer("200 OK", "", text));
        Assert.True(result.IsOk);
    }

    [Theory]
    [InlineData("https://other.example/.well-known/bursar.json", "another host")]
    [InlineData("http://127.0.0.1:1/.well-known/bursar.json", "another host")]
    [InlineData("file:///etc/passwd", "another host")]
    [InlineData("/.well-known/bursar.json", "too often")]
    public async Task Other_redirects_are_not_followed(string location, string words)
    {
        Result<SiteEvidence> result = await ServeAsync(_ => WebServer.Answer("302 Found", $"Location: {location}\r\n", ""));
        Assert.Equal("site.file-unreachable", result.Faults[0].Code);
        Assert.Contains(words, result.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_a_fault()
    {
        Result<SiteEvidence> result = await ServeAsync(_ => WebServer.Answer("404 Not Found", "", ""));
        Assert.Equal("site.file-unreachable", result.Faults[0].Code);
        Assert.Contains("404", result.Faults[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 1099511627776\r\n")]
    public async Task An_endless_file_is_not_read_to_its_end(string headers)
    {
        Result<SiteEvidence> result = await ServeAsync(async (_, stream, stop) =>
        {
            await stream.WriteAsync(WebServer.Answer("200 OK", headers, ""), stop);
            byte[] block = new byte[16 * 1024];
            while (true)
                await stream.WriteAsync(block, stop);
        });
        Assert.Contains("more than 65536 bytes", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_server_is_given_up()
    {
        Result<SiteEvidence> result = await ServeAsync(async (_, stream, stop) =>
        {
            await stream.WriteAsync(WebServer.Answer("200 OK", "", "{"), stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }, TimeSpan.FromMilliseconds(300));
        Assert.Contains("longer than 0.3 s", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_fetched()
    {
        await using var server = new WebServer((_, _, _) => throw new InvalidOperationException("was reached"));
        foreach (string host in new[] { "localhost", "127.0.0.1" })
        {
            IOException refusal = await Assert.ThrowsAsync<IOException>(async () => await WellKnownReader.ConnectAsync(new DnsEndPoint(host, server.Address.Port), false, Stop));
            Assert.Contains("no public address", refusal.Message, StringComparison.Ordinal);
            await using Stream allowed = await WellKnownReader.ConnectAsync(new DnsEndPoint(host, server.Address.Port), true, Stop);
            Assert.True(allowed.CanRead);
        }
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_count(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));

    private static async Task<string> FileAsync() => (await WellKnownFile.SignAsync(Claim, Signer, Stop)).ToJson();

    private static async Task<string> FaultAsync(string text, SiteClaim claim)
    {
        Result<SiteEvidence> result = await ServeAsync(_ => WebServer.Answer("200 OK", "", text), claim);
        return Assert.Single(result.Faults).Code;
    }

    private static Task<Result<SiteEvidence>> ServeAsync(Func<string, byte[]> answer, SiteClaim? claim = null) =>
        ServeAsync(async (path, stream, stop) => await stream.WriteAsync(answer(path), stop), TimeSpan.FromSeconds(60), claim);

    private static Task<Result<SiteEvidence>> ServeAsync(Func<string, Stream, CancellationToken, Task> serve) => ServeAsync(serve, TimeSpan.FromSeconds(60));

    private static async Task<Result<SiteEvidence>> ServeAsync(Func<string, Stream, CancellationToken, Task> serve, TimeSpan timeout, SiteClaim? claim = null)
    {
        await using var server = new WebServer(serve);
        using var reader = new WellKnownReader(new WellKnownOptions { BaseUrl = server.Address, Timeout = timeout });
        return await reader.CheckAsync(claim ?? Claim, Stop);
    }
}
