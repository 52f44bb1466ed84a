using Bursar.App.Sites;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>Reads what a chain says of a token, its powers among it. Nothing that the token says of itself is believed.</summary>
public sealed class ReadToken(EthereumClient client)
{
    /// <summary>The fault for an address without a contract.</summary>
    public static Fault NotThere(Address token, string network) =>
        new("token.not-there", $"there is no contract at {token} on {network}.", "token", "Check the address and the network.") { Kind = FaultKind.Refused };

    /// <summary>Reads a token.</summary>
    /// <param name="token">Its address.</param>
    /// <param name="linksFrom">The block from which site links are looked for; null to leave them out.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The facts, or a fault when no token is there.</returns>
    public async Task<Result<TokenFacts>> RunAsync(Address token, ulong? linksFrom = null, CancellationToken cancellationToken = default)
    {
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        byte[] code = await client.GetCodeAsync(token, head, cancellationToken);
        if (code.Length == 0)
            return NotThere(token, client.Endpoint);
        UInt256? supply = await TokenText.TryCallAsync(client, token, new Erc20.TotalSupplyCall(), head, cancellationToken);
        if (supply is null)
            return new Fault("token.not-a-token", $"the contract at {token} does not say how much of it there is, as tokens do.", "token", "Check the address.") { Kind = FaultKind.Refused };
        bool ours = TokenCode.TryRead(code, out TokenFactory.TokenParameters? parameters) || ClaimableCode.TryRead(code, out parameters, out _, out _);
        return new TokenFacts
        {
            Address = token,
            Block = head,
            Name = await TokenText.ReadAsync(client, token, new Erc20.NameCall(), head, cancellationToken),
            Symbol = await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), head, cancellationToken),
            Decimals = await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), head, cancellationToken) is { } d && d <= Amount.MaxDecimals ? d : null,
            Supply = supply.Value,
            Kind = ours ? (TokenKind)parameters!.Kind : null,
            Form = ours ? (TokenForm)parameters!.Form : null,
            OwnerOfRecord = ours ? parameters!.Owner : null,
            Uri = await TokenText.ReadAsync(client, token, new FixedToken.ContractURICall(), head, cancellationToken),
            Powers = await TokenPowers.OfAnyAsync(client, token, code, head, cancellationToken),
            Links = linksFrom is { } from ? await LinksAsync(token, Math.Min(from, head), head, cancellationToken) : null,
        };
    }

    /// <summary>A token's decimals, for reading human amounts.</summary>
    public async Task<Result<byte>> DecimalsAsync(Address token, CancellationToken cancellationToken = default)
    {
        if ((await client.GetCodeAsync(token, BlockTag.Latest, cancellationToken)).Length == 0)
            return NotThere(token, client.Endpoint);
        return await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), BlockTag.Latest, cancellationToken) is { } decimals && decimals <= Amount.MaxDecimals
            ? decimals
            : new Fault("token.no-decimals", $"the contract at {token} does not say how many decimals it has.", "token", "Give the amount in base units, with --unit base.") { Kind = FaultKind.Refused };
    }

    /// <summary>Who a token's own code says created it; null when its code is not Bursar's.</summary>
    public async Task<Address?> OwnerOfRecordAsync(Address token, BlockTag block = default, CancellationToken cancellationToken = default) =>
        await client.GetCodeAsync(token, block, cancellationToken) is var code
            && (TokenCode.TryRead(code, out TokenFactory.TokenParameters? parameters) || ClaimableCode.TryRead(code, out parameters, out _, out _)) ? parameters.Owner : null;

    /// <summary>The links that stand in registries with the registry's own code; anybody can emit such an event elsewhere.</summary>
    private async Task<IReadOnlyList<TokenLink>> LinksAsync(Address token, ulong from, ulong head, CancellationToken cancellationToken)
    {
        Span<byte> word = stackalloc byte[Hash32.Length];
        word.Clear();
        token.CopyTo(word[12..]);
        LogFilter filter = LogFilter.InRange(from, head) with { Topics = [[SiteRegistry.TokenLinkedEvent.Topic], [], [], [new Hash32(word)]] };
        var seen = new HashSet<(Address, Hash32, Address)>();
        var genuine = new Dictionary<Address, bool>();
        var links = new List<TokenLink>();
        foreach (Log log in await client.GetLogsAsync(filter, cancellationToken))
        {
            if (!SiteRegistry.TokenLinkedEvent.TryDecode(log.Topics, log.Data, out SiteRegistry.TokenLinkedEvent linked) || !seen.Add((log.Address, linked.Site, linked.Owner)))
                continue;
            if (!genuine.TryGetValue(log.Address, out bool isRegistry))
                genuine[log.Address] = isRegistry = await ReadSite.IsRegistryAsync(client, log.Address, head, cancellationToken);
            if (!isRegistry || !await client.CallAsync(log.Address, new SiteRegistry.IsLinkedCall(linked.Site, linked.Owner, token), head, cancellationToken))
                continue;
            SiteRegistry.SiteOfResult site = await client.CallAsync(log.Address, new SiteRegistry.SiteOfCall(linked.Site), head, cancellationToken);
            SiteRegistry.Claim claim = await client.CallAsync(log.Address, new SiteRegistry.ClaimOfCall(linked.Site, linked.Owner), head, cancellationToken);
            links.Add(new TokenLink(log.Address, (SiteKind)site.Kind, site.Name, linked.Owner, (Verification.SiteStatus)claim.Status, claim.Primary == token));
        }

        return links;
    }
}

/// <summary>A token as a chain shows it.</summary>
public sealed record TokenFacts
{
    /// <summary>Its address.</summary>
    public required Address Address { get; init; }

    /// <summary>The block at which all of this holds.</summary>
    public required ulong Block { get; init; }

    /// <summary>Its name, which may hold any character; null when it says none.</summary>
    public required string? Name { get; init; }

    /// <summary>Its symbol, which may hold any character; null when it says none.</summary>
    public required string? Symbol { get; init; }

    /// <summary>Digits after the point; null when it says none.</summary>
    public required byte? Decimals { get; init; }

    /// <summary>Its supply, in base units.</summary>
    public required UInt256 Supply { get; init; }

    /// <summary>Which of Bursar's kinds its code is, to the last byte; null when it is none.</summary>
    public required TokenKind? Kind { get; init; }

    /// <summary>In which form; null when its code is not Bursar's.</summary>
    public required TokenForm? Form { get; init; }

    /// <summary>Where it is described (ERC-7572); null or empty when it says nothing.</summary>
    public required string? Uri { get; init; }

    /// <summary>Whom its code has as its owner; null when its code is not Bursar's.</summary>
    public required Address? OwnerOfRecord { get; init; }

    /// <summary>Sites that it is linked to; null when they were not looked for.</summary>
    public required IReadOnlyList<TokenLink>? Links { get; init; }

    /// <summary>Who can do what with it, in plain words.</summary>
    public required IReadOnlyList<string> Powers { get; init; }
}

/// <summary>A token's link to a site.</summary>
/// <param name="Registry">The registry that says so.</param>
/// <param name="Kind">Domain or product.</param>
/// <param name="Name">The site's name.</param>
/// <param name="Owner">Who linked it.</param>
/// <param name="Status">What the claim to the site is worth.</param>
/// <param name="Primary">True when it is that owner's primary token for the site.</param>
public sealed record TokenLink(Address Registry, SiteKind Kind, string Name, Address Owner, Verification.SiteStatus Status, bool Primary);
