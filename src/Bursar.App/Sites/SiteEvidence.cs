using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Sites;

/// <summary>What was seen when a site was confirmed, in a form that gives the same hash whenever the same is seen.</summary>
/// <param name="Method">How it was checked.</param>
/// <param name="Text">Canonical JSON: members in a fixed order, no blanks; see <c>docs/sites.md</c>.</param>
public sealed record SiteEvidence(SiteMethod Method, string Text)
{
    /// <summary>Keccak-256 of the text's UTF-8 bytes: the evidence that the registry records.</summary>
    public Hash32 Hash { get; } = Keccak256.Hash(Encoding.UTF8.GetBytes(Text));
}
