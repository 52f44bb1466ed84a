using Bursar.Core.Sites;

namespace Bursar.Core.Launch;

/// <summary>A link between a site and a token.</summary>
public sealed record SiteSpec
{
    /// <summary>The site, normalised.</summary>
    public required SiteName Site { get; init; }

    /// <summary>The token that is linked.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>True for the site's main token. When the file marks none, the first link of a site is it.</summary>
    public required bool Primary { get; init; }

    /// <summary>Path of the link in the file, for example <c>sites[0]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where the link stands.</summary>
    public required SourcePosition Position { get; init; }
}
