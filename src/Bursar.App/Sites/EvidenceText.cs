using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Bursar.App.Sites;

/// <summary>Writes the canonical text of evidence.</summary>
internal static class EvidenceText
{
    /// <summary>The claim, then what <paramref name="seen"/> adds.</summary>
    internal static SiteEvidence Of(SiteClaim claim, SiteMethod method, Action<Utf8JsonWriter> seen)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("method", method switch { SiteMethod.DnsTxt => "dns-txt", SiteMethod.CheckDomain => "check-domain", _ => "well-known" });
            writer.WriteString("chainId", claim.ChainId.ToString());
            writer.WriteString("registry", claim.Registry.ToLowerHex());
            writer.WriteString("domain", claim.Site.Text);
            writer.WriteString("owner", claim.Owner.ToLowerHex());
            writer.WriteString("token", claim.Token.ToLowerHex());
            seen(writer);
            writer.WriteEndObject();
        }

        return new SiteEvidence(method, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
