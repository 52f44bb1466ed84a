using Bursar.Core.Sites;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.App.Sites;

/// <summary>What is to be checked: that this owner controls this site and uses this token there.</summary>
public sealed record SiteClaim
{
    /// <summary>Chain of the registry and the token.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>The site registry.</summary>
    public required Address Registry { get; init; }

    /// <summary>The site.</summary>
    public required SiteName Site { get; init; }

    /// <summary>Who claims the site in the registry.</summary>
    public required Address Owner { get; init; }

    /// <summary>The token that the owner has linked.</summary>
    public required Address Token { get; init; }

    /// <summary>Who owns the token, by its factory's record or its own <c>owner()</c>; null when nobody does.</summary>
    public Address? TokenOwner { get; init; }

    /// <summary>What the owner signs for the well-known file: EIP-712 type <c>SiteClaim(string domain,address owner,address token)</c> in the domain
    /// <c>Bursar SiteRegistry</c>, version 1, of the registry.</summary>
    public TypedDataHash TypedData
    {
        get
        {
            // The whole document, since a signer elsewhere shows it to a person.
            return Evm.Eip712.TypedData.Parse($$"""
                {
                  "types": {
                    "EIP712Domain": [
                      { "name": "name", "type": "string" }, { "name": "version", "type": "string" },
                      { "name": "chainId", "type": "uint256" }, { "name": "verifyingContract", "type": "address" }
                    ],
                    "SiteClaim": [{ "name": "domain", "type": "string" }, { "name": "owner", "type": "address" }, { "name": "token", "type": "address" }]
                  },
                  "primaryType": "SiteClaim",
                  "domain": { "name": "Bursar SiteRegistry", "version": "1", "chainId": {{ChainId}}, "verifyingContract": "{{Registry}}" },
                  "message": { "domain": "{{System.Text.Json.JsonEncodedText.Encode(Site.Text)}}", "owner": "{{Owner}}", "token": "{{Token}}" }
                }
                """).Hash;
        }
    }
}
