using System.Text.Json;
using Bursar.App.Sites.Dns;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar.App.Sites;

/// <summary>Checks from outside whether an owner controls a site, as an attester has to before it confirms the claim on chain.</summary>
/// <remarks>A check that cannot be carried out is a fault, never a confirmation; so is one whose evidence does not lead to the owner.</remarks>
public sealed class SiteChecker
{
    private const int MaxListed = 1_000;

    private readonly ITxtLookup _dns;
    private readonly WellKnownReader _wellKnown;
    private readonly Func<Address, string, CancellationToken, Task<bool?>> _checkDomain;

    /// <summary>Checks by DNS, by the token's <c>checkDomain</c> and by the website.</summary>
    /// <param name="dns">Looks up TXT records.</param>
    /// <param name="wellKnown">Reads the well-known file.</param>
    /// <param name="checkDomain">Asks a token for a domain; null when the token has no such function. See <see cref="TokenDomains"/>.</param>
    public SiteChecker(ITxtLookup dns, WellKnownReader wellKnown, Func<Address, string, CancellationToken, Task<bool?>> checkDomain)
    {
        _dns = dns;
        _wellKnown = wellKnown;
        _checkDomain = checkDomain;
    }

    /// <summary>Host of the TXT record of a domain (ERC-7529).</summary>
    public static string HostOf(ChainId chainId, string domain) => $"ERC-7529.{chainId}._domaincontracts.{domain}";

    /// <summary>Evidence that the claim is right, or why it is not confirmed.</summary>
    public Task<Result<SiteEvidence>> CheckAsync(SiteClaim claim, SiteMethod method, CancellationToken cancellationToken)
    {
        if (claim.Site.Kind != SiteKind.Domain)
        {
            return Task.FromResult<Result<SiteEvidence>>(new Fault("site.product-has-no-check", $"{claim.Site} is not a domain: nothing outside the chain says whose it is.", "site",
                "An attester who knows the product can confirm it by hand.")
            { Kind = FaultKind.Refused });
        }

        return method switch
        {
            SiteMethod.WellKnown => _wellKnown.CheckAsync(claim, cancellationToken),
            SiteMethod.CheckDomain => CheckDomainAsync(claim, cancellationToken),
            _ => CheckDnsAsync(claim, SiteMethod.DnsTxt, cancellationToken),
        };
    }

    // A token that names a domain proves nothing about the domain: anybody can write such a token. The domain has to list the token, too.
    private async Task<Result<SiteEvidence>> CheckDomainAsync(SiteClaim claim, CancellationToken cancellationToken)
    {
        bool? named = await _checkDomain(claim.Token, claim.Site.Text, cancellationToken);
        return named switch
        {
            true => await CheckDnsAsync(claim, SiteMethod.CheckDomain, cancellationToken),
            false => Refused(new Fault("site.token-denies", $"The token {claim.Token} says that it does not belong to {claim.Site}.", "token", $"Its owner calls addDomain(\"{claim.Site}\").")),
            null => Refused(new Fault("site.token-cannot-say", $"The token {claim.Token} has no function checkDomain(string).", "token", "Check by the TXT record or the well-known file instead.")),
        };
    }

    private async Task<Result<SiteEvidence>> CheckDnsAsync(SiteClaim claim, SiteMethod method, CancellationToken cancellationToken)
    {
        string host = HostOf(claim.ChainId, claim.Site.Text);
        if (host.Length > 253)
            return Refused(new Fault("site.host-too-long", $"The domain is too long for a TXT record: its host would have {host.Length} characters.", "site", "Use the well-known file."));
        IReadOnlyList<string> records;
        try
        {
            records = await _dns.LookUpAsync(host, cancellationToken);
        }
        catch (DnsException e)
        {
            return Refused(new Fault("site.dns-unreachable", $"TXT records of {host} could not be looked up: {e.Message}.", "site", "Try again, or name another server with --dns."));
        }

        HashSet<Address> listed = [.. records.SelectMany(r => r.Split(',')).Take(MaxListed).Select(Listed).OfType<Address>()];
        if (!listed.Contains(claim.Token))
        {
            return Refused(new Fault("site.not-listed", records.Count == 0 ? $"{host} has no TXT record." : $"The TXT records of {host} do not list the token {claim.Token}.", "site",
                $"Add a TXT record at {host} with the text {claim.Token}"));
        }

        bool bound = listed.Contains(claim.Owner) || claim.TokenOwner == claim.Owner;
        if (!bound)
        {
            return Refused(new Fault("site.owner-not-shown", $"{host} lists the token, but nothing there leads to {claim.Owner}: anybody may link somebody else's token.", "owner",
                "Claim with the token's owner, add the owner's address to the record, or use the well-known file."));
        }

        return EvidenceText.Of(claim, method, writer =>
        {
            writer.WriteString("host", host);
            writer.WriteStartArray("records");
            foreach (string record in records.Order(StringComparer.Ordinal))
                writer.WriteStringValue(record);
            writer.WriteEndArray();
            WriteOwner(writer, claim);
        });
    }

    private static void WriteOwner(Utf8JsonWriter writer, SiteClaim claim)
    {
        if (claim.TokenOwner is { } owner)
            writer.WriteString("tokenOwner", owner.ToLowerHex());
    }

    // Records may carry the checksum of ERC-1191 or none: the address is compared with known ones, so its case says nothing more.
    private static Address? Listed(string text) =>
        Address.TryParse(text.Trim().Trim('"').ToLowerInvariant(), out Address address) && !address.IsZero ? address : null;

    private static Result<SiteEvidence> Refused(Fault fault) => fault with { Kind = FaultKind.Refused };
}
