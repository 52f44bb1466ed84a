using Bursar.App.Sites;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Links between tokens and websites or products.</summary>
public sealed class SiteArea
{
    private readonly ClientCore _core;

    internal SiteArea(ClientCore core) => _core = core;

    /// <summary>The registry that is used: that of <see cref="BursarClientOptions.SiteOperator"/>, or the account's own.</summary>
    public Address Registry => Deployments.SiteRegistryAddress(_core.Options.SiteOperator ?? _core.Account);

    /// <summary>Links a website to a token, or finds it linked.</summary>
    /// <param name="domain">Its domain; it is normalised.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public Task<SiteLink> LinkAsync(string domain, Address token, CancellationToken cancellationToken = default) =>
        LinkAsync(Parse(SiteKind.Domain, domain), token, primary: false, cancellationToken);

    /// <summary>Links a product to a token, or finds it linked.</summary>
    /// <param name="productId">Its id: 1 to 64 characters of a–z, 0–9 and <c>. _ : / -</c>.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public Task<SiteLink> LinkProductAsync(string productId, Address token, CancellationToken cancellationToken = default) =>
        LinkAsync(Parse(SiteKind.Product, productId), token, primary: false, cancellationToken);

    /// <summary>Links a site to a token, or finds it linked.</summary>
    /// <param name="site">The site.</param>
    /// <param name="token">The token.</param>
    /// <param name="primary">True to make it the account's main token for the site; the first one is it anyway.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<SiteLink> LinkAsync(SiteName site, Address token, bool primary, CancellationToken cancellationToken = default)
    {
        LinkedSite linked = await _core.SendAsync(
            () => new LinkSite(_core.Steps).RunAsync(site, token, primary, _core.Options.SiteOperator, _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken);
        return new SiteLink(site, token, linked.Registry, linked.Existed, new Sent(null, linked.Outcome));
    }

    /// <summary>Everybody's claims to a website in the registry, with the tokens that they linked.</summary>
    /// <exception cref="FaultException">There is no registry, or nobody claimed the site.</exception>
    public Task<RegisteredSite> ShowAsync(string domain, CancellationToken cancellationToken = default) => ShowAsync(Parse(SiteKind.Domain, domain), cancellationToken);

    /// <summary>Everybody's claims to a product in the registry, with the tokens that they linked.</summary>
    /// <exception cref="FaultException">There is no registry, or nobody claimed the product.</exception>
    public Task<RegisteredSite> ShowProductAsync(string productId, CancellationToken cancellationToken = default) => ShowAsync(Parse(SiteKind.Product, productId), cancellationToken);

    private Task<RegisteredSite> ShowAsync(SiteName site, CancellationToken cancellationToken) =>
        ClientCore.DescribeAsync(async () => (await new ReadSite(_core.Chain).RunAsync(Registry, site, null, cancellationToken)).Value);

    private static SiteName Parse(SiteKind kind, string text) => SiteName.Parse(kind, text).Value;
}
