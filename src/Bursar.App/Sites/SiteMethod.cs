namespace Bursar.App.Sites;

/// <summary>How a site was checked; the values are those of the registry contract.</summary>
public enum SiteMethod
{
    /// <summary>The domain lists the token in a TXT record (ERC-7529).</summary>
    DnsTxt = 0,

    /// <summary>The domain lists the token, and the token names the domain by <c>checkDomain</c> (ERC-7529, both directions).</summary>
    CheckDomain = 1,

    /// <summary>The website serves a file that the owner has signed.</summary>
    WellKnown = 2,
}
