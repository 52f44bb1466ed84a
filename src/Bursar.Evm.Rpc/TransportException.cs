namespace Bursar.Evm.Rpc;

/// <summary>No JSON-RPC answer came: the connection failed, timed out, or brought something else.</summary>
/// <remarks>It is not known whether the node did what was asked, unless <see cref="NotProcessed"/> says that it did not.</remarks>
public sealed class TransportException : Exception
{
    /// <summary>Says what went wrong with an endpoint.</summary>
    /// <param name="endpoint">Scheme and host; never path, query or user.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="retryable">Whether the same request may succeed a little later.</param>
    /// <param name="inner">What noticed it.</param>
    public TransportException(string endpoint, string problem, bool retryable, Exception? inner = null)
        : base($"{endpoint}: {problem}", inner)
    {
        Endpoint = endpoint;
        Problem = problem;
        Retryable = retryable;
    }

    /// <summary>Scheme and host of the endpoint.</summary>
    public string Endpoint { get; }

    /// <summary>What went wrong, without the endpoint.</summary>
    public string Problem { get; }

    /// <summary>True when the same request may succeed a little later.</summary>
    public bool Retryable { get; }

    /// <summary>HTTP status, when there was an answer.</summary>
    public int? Status { get; init; }

    /// <summary>How long the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the node cannot have seen the request (no connection, or turned away at the door).</summary>
    public bool NotProcessed { get; init; }
}
