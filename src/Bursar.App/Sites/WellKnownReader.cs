using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Sites;

/// <summary>Fetches the well-known file of a website and checks what it says.</summary>
/// <remarks>Only HTTPS, only public addresses, at most three redirects and only on the same host, at most 64 KiB, within a time limit.</remarks>
public sealed class WellKnownReader : IDisposable
{
    private const int MaxRedirects = 3;

    private readonly WellKnownOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Fetches as <paramref name="options"/> say.</summary>
    public WellKnownReader(WellKnownOptions options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _http = Client(options.AllowPrivateAddresses || options.BaseUrl is not null);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Evidence that the website serves this claim, signed by its owner; or why it does not.</summary>
    public async Task<Result<SiteEvidence>> CheckAsync(SiteClaim claim, CancellationToken cancellationToken)
    {
        Uri address = _options.BaseUrl is { } own ? new Uri(own, WellKnownFile.Path) : new Uri($"https://{claim.Site.Text}{WellKnownFile.Path}");
        Result<byte[]> fetched = await FetchAsync(address, cancellationToken);
        if (!fetched.TryGet(out byte[]? body))
            return Result<SiteEvidence>.Fail(fetched.Faults);
        Result<WellKnownFile> parsed = WellKnownFile.Parse(body);
        if (!parsed.TryGet(out WellKnownFile? file))
            return Result<SiteEvidence>.Fail(parsed.Faults);
        if (Difference(file, claim) is { } difference)
            return Refused(new Fault("site.file-differs", $"The file of {claim.Site} speaks of another claim: {difference}.", "site", "Make the file anew for this claim and publish it."));
        if (!Secp256k1.TryRecover(claim.TypedData.SigningHash, file.Signature, out Address signer) || signer != claim.Owner)
            return Refused(new Fault("site.bad-signature", $"The signature in the file of {claim.Site} is not that of {claim.Owner}.", "site", "Sign with the owner's key and publish the file anew."));
        return EvidenceText.Of(claim, SiteMethod.WellKnown, writer =>
        {
            writer.WriteString("path", WellKnownFile.Path);
            writer.WriteString("signature", Hex.Encode(file.Signature.ToBytes()));
        });
    }

    private static string? Difference(WellKnownFile file, SiteClaim claim)
    {
        if (file.ChainId != claim.ChainId)
            return $"its chain id is {file.ChainId}, not {claim.ChainId}";
        if (file.Registry != claim.Registry)
            return $"its registry is {file.Registry}, not {claim.Registry}";
        if (file.Owner != claim.Owner)
            return $"its owner is {file.Owner}, not {claim.Owner}";
        return file.Token == claim.Token ? null : $"its token is {file.Token}, not {claim.Token}";
    }

    private async Task<Result<byte[]>> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            Uri at = address;
            for (int redirects = 0; ; redirects++)
            {
                using HttpResponseMessage response = await _http.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, both.Token);
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
                {
                    var next = new Uri(at, location);
                    if (redirects == MaxRedirects)
                        return Unreachable(address, "it redirects too often");
                    if (next.Scheme != at.Scheme || next.Host != at.Host || next.Port != at.Port)
                        return Unreachable(address, "it redirects to another host, which cannot speak for this one");
                    at = next;
                    continue;
                }

                return response.StatusCode == HttpStatusCode.OK
                    ? await ReadAsync(address, response, both.Token)
                    : Unreachable(address, $"the server answers with status {(int)response.StatusCode}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable(address, $"it took longer than {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return Unreachable(address, (e.InnerException ?? e).Message.TrimEnd('.'));
        }
    }

    private static async Task<Result<byte[]>> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[WellKnownFile.MaxBytes + 1];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= WellKnownFile.MaxBytes ? buffer[..length] : Unreachable(address, $"it has more than {WellKnownFile.MaxBytes} bytes");
    }

    // The name is resolved and judged here, and the connection goes to exactly that address: nobody can point a public name at a private service.
    internal static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool anywhere, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await System.Net.Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(a => anywhere || PublicAddresses.Contains(a))];
        if (allowed.Length == 0)
            throw new IOException($"{target.Host} has no public address");
        Socket? socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static HttpClient Client(bool anywhere)
    {
        SocketsHttpHandler? handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, anywhere, cancellationToken),
        };
        try
        {
            var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
            handler = null;
            return client;
        }
        finally
        {
            handler?.Dispose();
        }
    }

    private static Result<byte[]> Unreachable(Uri address, string problem) =>
        new Fault("site.file-unreachable", $"{address} cannot be read: {problem}.", "site", "Serve the file with status 200 at exactly this address.") { Kind = FaultKind.Refused };

    private static Result<SiteEvidence> Refused(Fault fault) => fault with { Kind = FaultKind.Refused };
}
