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
            var domain = new Eip712Domain { Name = "Bursar SiteRegistry", Version = "1", ChainId = ChainId.Value, VerifyingContract = Registry };
            Hash32 type = TypedDataHash.TypeHash("SiteClaim(string domain,address owner,address token)");
            return new TypedDataHash(domain, TypedDataHash.Struct(type, TypedDataWord.OfText(Site.Text), TypedDataWord.Of(Owner), TypedDataWord.Of(Token)));
        }
    }
}
