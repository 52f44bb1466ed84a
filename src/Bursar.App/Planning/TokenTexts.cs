using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>What plans say of tokens.</summary>
internal static class TokenTexts
{
    /// <summary>A token's kind and form, as a phrase.</summary>
    public static string KindOf(CreatedTokenSpec spec)
    {
        string kind = spec.Kind switch
        {
            TokenKind.Managed => "managed by its owner",
            TokenKind.Votes => "fixed for ever, with votes",
            TokenKind.Genesis => "fixed for ever, with votes and its first holders in tables",
            _ => "fixed for ever",
        };
        return spec.Form == TokenForm.Clone ? $"{kind}, as a clone" : kind;
    }

    /// <summary>What it costs and saves that the token gives a list out by itself, in gas. From the committed snapshots of the contracts.</summary>
    public static IEnumerable<string> InsideOf(CreatedTokenSpec spec, MerkleDrop.DropParameters claims)
    {
        yield return $"It gives {new Amount(claims.Total, spec.Decimals)} out to {claims.Count} recipients by itself: until then that is the token's own, and nobody can move it but by a claim"
            + (claims.Expiry == 0 ? "." : $", or, after the end, {claims.Owner}.");
        yield return "A claim costs about 24,000 gas less than from a drop of its own (66,000 instead of 90,000 for a new holder among 2^18), creating token and list about 317,000 less; each transfer about 290 more.";
    }

    /// <summary>What the form costs and saves, in gas. From the committed snapshots of the contracts.</summary>
    public static string FormOf(CreatedTokenSpec spec)
    {
        (int transfer, int transferOfClone) = spec.Kind == TokenKind.Managed ? (35_745, 39_287) : (33_618, 36_779);
        int more = transferOfClone - transfer;
        return spec.Form == TokenForm.Clone
            ? $"It is a clone: about 115,000 gas cheaper to create, and each transfer costs about {transferOfClone:N0} gas to an existing holder instead of {transfer:N0}. " +
                $"After about {115_000 / more} transfers 'form: direct' would have been cheaper."
            : $"It carries its own code for transfers: each costs about {transfer:N0} gas to an existing holder instead of a clone's {transferOfClone:N0}. " +
                $"Below about {115_000 / more} transfers in its life 'form: clone' would be cheaper.";
    }
}
