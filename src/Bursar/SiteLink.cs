using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A site that is linked to a token.</summary>
/// <param name="Site">The site, normalised.</param>
/// <param name="Token">The token.</param>
/// <param name="Registry">The registry that says so.</param>
/// <param name="Existed">True when it was linked before this was asked for.</param>
/// <param name="Sent">What was sent.</param>
public sealed record SiteLink(SiteName Site, Address Token, Address Registry, bool Existed, Sent Sent);
