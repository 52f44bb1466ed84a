namespace Bursar.App.Verification;

/// <summary>Effective status of a claim to a site, as <c>ISiteRegistry.Status</c> numbers it.</summary>
public enum SiteStatus
{
    /// <summary>Nobody claimed it.</summary>
    None,

    /// <summary>Claimed by its owner's word.</summary>
    Claimed,

    /// <summary>Confirmed by an attester.</summary>
    Verified,

    /// <summary>Taken back.</summary>
    Revoked,

    /// <summary>Confirmed once, but the confirmation ran out.</summary>
    Expired,
}
