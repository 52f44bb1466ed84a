using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>JSON-RPC over HTTP: bounded answers, time limits, and retries of what may be retried. Thread-safe.</summary>
/// <remarks>
/// Retried are answers 408, 429, 502, 503 and 504, connections that fail or break, time-outs, and a node's "limit exceeded"; other errors that a
/// node states are answers. A request that is not idempotent is tried again only when the node cannot have seen it.
/// </remarks>
public sealed class HttpRpcTransport : IRpcTransport
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly HttpRpcOptions _options;
    private readonly Secrets _secrets;
    private long _lastId;

    /// <summary>A transport with its own connections.</summary>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address.</exception>
    public HttpRpcTransport(HttpRpcOptions options)
    {
        if (!options.Endpoint.IsAbsoluteUri || options.Endpoint.Scheme is not ("http" or "https"))
            throw new ArgumentException("the endpoint is not an absolute http or https address", nameof(options));
        options.Check(nameof(options));
        _options = options;
        _secrets = new Secrets(options.Endpoint, options.Headers);
        Endpoint = HttpRpcOptions.DescribeEndpoint(options.Endpoint);
        _handler = Handler(options);
        _client = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        if (options.Endpoint.UserInfo.Length > 0)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials(options.Endpoint));
        }

        foreach ((string name, string value) in options.Headers)
            _client.DefaultRequestHeaders.Add(name, value);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) =>
        Attempts.RunAsync(requests, _options, AttemptAsync, cancellationToken);

    /// <summary>Scheme and host.</summary>
    public override string ToString() => Endpoint;

    /// <summary>User and password of an address, as basic authentication writes them.</summary>
    internal static string BasicCredentials(Uri endpoint) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.UserInfo)));

    private static SocketsHttpHandler Handler(HttpRpcOptions options) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = !options.Endpoint.IsLoopback,
    };

    private static bool IsJson(HttpContentHeaders headers) => headers.ContentType?.MediaType is { } type
        && (type is "application/json" or "application/json-rpc" or "application/jsonrequest" || type.EndsWith("+json", StringComparison.Ordinal));

    private async Task<RpcAnswer[]> AttemptAsync(RpcRequest[] requests, CancellationToken cancellationToken)
    {
        long firstId = Interlocked.Add(ref _lastId, requests.Length) - requests.Length + 1;
        using var content = new ReadOnlyMemoryContent(Exchange.Write(requests, firstId));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint) { Content = content };
        using var limit = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return await ReadAsync(response, requests, firstId, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw limit.IsCancellationRequested
                ? Failure($"no answer within {_options.Timeout.TotalSeconds:0.###} s", retryable: true, e)
                : Failure($"no connection within {_options.ConnectTimeout.TotalSeconds:0.###} s", retryable: true, e, notProcessed: true);
        }
        catch (HttpRequestException e)
        {
            bool connecting = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            bool retryable = e.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            string problem = e.HttpRequestError == HttpRequestError.ConnectionError ? "no connection: is the node running?" : _secrets.Hide(e.Message);
            throw Failure(problem, retryable, e, connecting);
        }
        catch (IOException e)
        {
            throw Failure("the connection broke before the answer was complete", retryable: true, e);
        }
    }

    private async Task<RpcAnswer[]> ReadAsync(HttpResponseMessage response, RpcRequest[] requests, long firstId, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (status is 408 or 429 or 502 or 503 or 504)
        {
            throw new TransportException(Endpoint, $"answered {status} {response.StatusCode}", retryable: true)
            {
                Status = status,
                RetryAfter = RetryAfter(response.Headers.RetryAfter),
                NotProcessed = status == 429,
            };
        }

        if (!IsJson(response.Content.Headers))
        {
            string type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
            string problem = $"answered {status} with {NodeText.Clean(type)}, not JSON: is this a JSON-RPC endpoint?";
            throw new TransportException(Endpoint, problem, retryable: false) { Status = status };
        }

        byte[] body = await ReadBodyAsync(response.Content, cancellationToken);
        try
        {
            return Exchange.Read(body, requests, firstId, _secrets);
        }
        catch (JsonException e)
        {
            string problem = $"answered {status} with JSON that does not parse: {NodeText.Clean(e.Message)}";
            throw new TransportException(Endpoint, problem, retryable: false, e) { Status = status };
        }
        catch (RpcException e) when (status is < 200 or > 299 && e.Kind == NodeErrorKind.Malformed)
        {
            throw new TransportException(Endpoint, $"answered {status} {response.StatusCode}", retryable: false, e) { Status = status };
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        int max = _options.MaxAnswerBytes;
        if (content.Headers.ContentLength > max)
            throw Failure($"the answer is larger than {max} bytes", retryable: false);
        using var body = new MemoryStream();
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[32 << 10];
        while (true)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                return body.ToArray();
            if (body.Length + read > max)
                throw Failure($"the answer is larger than {max} bytes", retryable: false);
            body.Write(buffer, 0, read);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? header?.Date - _options.Time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private TransportException Failure(string problem, bool retryable, Exception? inner = null, bool notProcessed = false) =>
        new(Endpoint, problem, retryable, inner) { NotProcessed = notProcessed };
}
