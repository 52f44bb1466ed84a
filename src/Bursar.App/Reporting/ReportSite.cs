using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A link between a site or product and a token.</summary>
public sealed record ReportSite
{
    /// <summary>Domain or product id.</summary>
    public required string Site { get; init; }

    /// <summary><c>domain</c> or <c>product</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The linked token.</summary>
    public required Address Token { get; init; }

    /// <summary>Who made the link.</summary>
    public required Address Owner { get; init; }

    /// <summary><c>claimed</c>, <c>verified</c>, <c>revoked</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How it was verified; null when it was not.</summary>
    public string? Method { get; init; }

    /// <summary>True for the token that the site puts first.</summary>
    public bool Primary { get; init; }

    /// <summary>End of the verification; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
