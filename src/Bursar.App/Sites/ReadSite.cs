using Bursar.App.Indexing;
using Bursar.App.Verification;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Sites;

/// <summary>Reads what a registry says of a site.</summary>
public sealed class ReadSite(EthereumClient client)
{
    private const int MostOwners = 100;
    private const ulong MostTokens = 100;

    /// <summary>Whether the code at an address is that of the site registry.</summary>
    public static async Task<bool> IsRegistryAsync(EthereumClient client, Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        CodeMatch.Compare(await client.GetCodeAsync(address, block, cancellationToken), SiteRegistry.RuntimeCode, SiteRegistry.ImmutableReferences).IsSame;

    /// <summary>Reads a site.</summary>
    /// <param name="registry">The registry to ask.</param>
    /// <param name="site">The site.</param>
    /// <param name="claimant">Whose claim to read; null for everybody's, from the registry's events.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The facts, or a fault when no registry is there or nobody claimed the site.</returns>
    public async Task<Result<RegisteredSite>> RunAsync(Address registry, SiteName site, Address? claimant = null, CancellationToken cancellationToken = default)
    {
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        if (!await IsRegistryAsync(client, registry, head, cancellationToken))
            return NoRegistry(registry);
        SiteRegistry.SiteOfResult known = await client.CallAsync(registry, new SiteRegistry.SiteOfCall(site.Id), head, cancellationToken);
        IReadOnlyList<Address> owners = claimant is { } one ? [one] : await OwnersAsync(registry, site, head, cancellationToken);
        var claims = new List<SiteHolding>();
        foreach (Address owner in owners)
        {
            SiteRegistry.Claim claim = await client.CallAsync(registry, new SiteRegistry.ClaimOfCall(site.Id, owner), head, cancellationToken);
            if ((SiteStatus)claim.Status == SiteStatus.None)
                continue;
            SiteRegistry.TokensOfResult tokens = await client.CallAsync(registry, new SiteRegistry.TokensOfCall(site.Id, owner, UInt256.Zero, MostTokens), head, cancellationToken);
            claims.Add(new SiteHolding(
                owner, (SiteStatus)claim.Status, claim.VerifiedAt == 0 ? null : (SiteMethod)claim.Method, Time(claim.ClaimedAt), Time(claim.VerifiedAt), Time(claim.ExpiresAt),
                claim.Primary.IsZero ? null : claim.Primary, claim.Evidence, tokens.Page, tokens.Total));
        }

        return claims.Count == 0
            ? new Fault("site.not-claimed", $"nobody claimed {site} in the registry {registry}.", "site", "Link it with 'bursar site link', or ask another operator's registry.") { Kind = FaultKind.Refused }
            : new RegisteredSite(registry, site, known.VerifiedOwner.IsZero ? null : known.VerifiedOwner, claims, head);
    }

    internal static Fault NoRegistry(Address registry) => new("site.no-registry", $"there is no site registry at {registry}.", "operator",
        "Each operator has a registry of its own: name the operator, or link a site first, which deploys it.")
    { Kind = FaultKind.Refused };

    private async Task<IReadOnlyList<Address>> OwnersAsync(Address registry, SiteName site, ulong head, CancellationToken cancellationToken)
    {
        var owners = new List<Address>();
        foreach (Log log in await new ContractLogs(client, head).ReadAsync(registry, [[SiteRegistry.SiteClaimedEvent.Topic], [site.Id]], cancellationToken: cancellationToken))
        {
            if (SiteRegistry.SiteClaimedEvent.TryDecode(log.Topics, log.Data, out SiteRegistry.SiteClaimedEvent claimed) && !owners.Contains(claimed.Owner))
                owners.Add(claimed.Owner);
            if (owners.Count == MostOwners)
                break;
        }

        return owners;
    }

    private static DateTimeOffset? Time(ulong seconds) =>
        seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, 253_402_300_799UL));
}

/// <summary>A site as a registry shows it.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Site">The site.</param>
/// <param name="VerifiedOwner">Who is confirmed as its owner at present; null when nobody is.</param>
/// <param name="Claims">The claims to it.</param>
/// <param name="Block">The block at which all of this holds.</param>
public sealed record RegisteredSite(Address Registry, SiteName Site, Address? VerifiedOwner, IReadOnlyList<SiteHolding> Claims, ulong Block);

/// <summary>Somebody's claim to a site.</summary>
/// <param name="Owner">Who claims it.</param>
/// <param name="Status">What the claim is worth now.</param>
/// <param name="Method">How it was confirmed; null when it never was.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="VerifiedAt">When it was confirmed.</param>
/// <param name="ExpiresAt">When the confirmation runs out.</param>
/// <param name="Primary">The primary token.</param>
/// <param name="Evidence">Hash of what the attester saw.</param>
/// <param name="Tokens">The first hundred linked tokens.</param>
/// <param name="TokenCount">How many are linked.</param>
public sealed record SiteHolding(
    Address Owner, SiteStatus Status, SiteMethod? Method, DateTimeOffset? ClaimedAt, DateTimeOffset? VerifiedAt, DateTimeOffset? ExpiresAt,
    Address? Primary, Hash32 Evidence, IReadOnlyList<Address> Tokens, UInt256 TokenCount);
