using System.Buffers.Binary;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Sites;

/// <summary>A site's kind and normalised name, exactly as the registry contract takes them.</summary>
public sealed record SiteName
{
    private const int MaxProduct = 64;

    private SiteName(SiteKind kind, string text)
    {
        Kind = kind;
        Text = text;
        Id = ComputeId(kind, text);
    }

    /// <summary>What the site is.</summary>
    public SiteKind Kind { get; }

    /// <summary>The name: a lower-case domain in A-labels, or a product identifier.</summary>
    public string Text { get; }

    /// <summary>The registry's key: <c>keccak256(abi.encode(kind, name))</c>.</summary>
    public Hash32 Id { get; }

    /// <summary>Normalises and checks a name.</summary>
    /// <remarks>Domains: lower-cased, a trailing dot removed, labels of well-understood scripts turned into A-labels; see <c>docs/sites.md</c>.
    /// Products: 1 to 64 characters of a–z, 0–9 and <c>. _ : / -</c>, taken as they are.</remarks>
    public static Result<SiteName> Parse(SiteKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (kind == SiteKind.Domain)
        {
            Result<string> domain = DomainNormalizer.Normalize(text);
            return domain.TryGet(out string? normal) ? new SiteName(kind, normal) : Result<SiteName>.Fail(domain.Faults);
        }

        bool fits = text.Length is >= 1 and <= MaxProduct
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or ':' or '/' or '-');
        if (fits)
            return new SiteName(kind, text);
        string lower = text.ToLowerInvariant();
        return new Fault("site.bad-product", $"'{DomainNormalizer.Shown(text)}' is no product id: it has 1 to 64 characters of a–z, 0–9 and . _ : / -", null,
            lower != text && lower.All(char.IsAscii) ? $"Product ids are lower case: {DomainNormalizer.Shown(lower)}" : "Choose an id such as my-shop or website_123/shop.");
    }

    /// <summary>Kind and name, for people.</summary>
    public override string ToString() => Kind == SiteKind.Domain ? Text : $"product {Text}";

    private static Hash32 ComputeId(SiteKind kind, string text)
    {
        // abi.encode(uint8, string): the kind, the offset of the string (64), its length, its bytes padded to words.
        int length = Encoding.ASCII.GetByteCount(text);
        byte[] encoded = new byte[96 + ((length + 31) / 32 * 32)];
        encoded[31] = (byte)kind;
        encoded[63] = 64;
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(92), length);
        Encoding.ASCII.GetBytes(text, encoded.AsSpan(96));
        return Keccak256.Hash(encoded);
    }
}
