using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Sites;

/// <summary>Reads from the chain what a check of a site has to confirm.</summary>
public sealed class ReadSiteClaim(EthereumClient client)
{
    /// <summary>The claim of an owner, if it is in the registry.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="site">The site.</param>
    /// <param name="owner">Who claims it.</param>
    /// <param name="token">The token that the owner has linked.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<Result<SiteClaim>> RunAsync(Address registry, SiteName site, Address owner, Address token, CancellationToken cancellationToken = default)
    {
        if (!await ReadSite.IsRegistryAsync(client, registry, BlockTag.Latest, cancellationToken))
            return ReadSite.NoRegistry(registry);
        if (!await client.CallAsync(registry, new SiteRegistry.IsLinkedCall(site.Id, owner, token), BlockTag.Latest, cancellationToken))
        {
            return new Fault("site.not-linked", $"{owner} has not linked {site} to {token} in the registry {registry}.", "token", "Link it first with 'bursar site link'.")
            {
                Kind = FaultKind.Refused,
            };
        }

        return new SiteClaim
        {
            ChainId = await client.GetChainIdAsync(cancellationToken),
            Registry = registry,
            Site = site,
            Owner = owner,
            Token = token,
            TokenOwner = await TokenOwnerAsync(token, cancellationToken),
        };
    }

    /// <summary>The factory's record; for other tokens what they call their owner.</summary>
    private async Task<Address?> TokenOwnerAsync(Address token, CancellationToken cancellationToken)
    {
        Address? owner = await new ReadToken(client).OwnerOfRecordAsync(token, BlockTag.Latest, cancellationToken)
            ?? await TokenText.TryCallAsync(client, token, new SiteRegistry.OwnerCall(), BlockTag.Latest, cancellationToken);
        return owner is { IsZero: true } ? null : owner;
    }
}
