namespace Bursar.App.Sites;

/// <summary>How well-known files are fetched.</summary>
public sealed record WellKnownOptions
{
    /// <summary>How long the whole fetch may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Address that is asked in place of <c>https://&lt;domain&gt;</c>. For private networks and tests: what such a server says proves nothing to others.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>True to fetch from loopback and private addresses, too; always so with <see cref="BaseUrl"/>.</summary>
    public bool AllowPrivateAddresses { get; init; }
}
