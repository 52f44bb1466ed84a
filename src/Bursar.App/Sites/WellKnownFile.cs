using System.Buffers;
using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Sites;

/// <summary>The file <c>/.well-known/bursar.json</c>: a claim that its owner has signed.</summary>
public sealed record WellKnownFile
{
    /// <summary>Path of the file on the website.</summary>
    public const string Path = "/.well-known/bursar.json";

    /// <summary>Most bytes of the file.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly string[] Members = ["chainId", "registry", "owner", "token", "signature"];

    /// <summary>Chain of the registry and the token.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>The site registry.</summary>
    public required Address Registry { get; init; }

    /// <summary>Who claims the site.</summary>
    public required Address Owner { get; init; }

    /// <summary>The token that the owner uses there.</summary>
    public required Address Token { get; init; }

    /// <summary>The owner's signature of <see cref="SiteClaim.TypedData"/>.</summary>
    public required Signature Signature { get; init; }

    /// <summary>The file for a claim.</summary>
    /// <exception cref="ArgumentException">The signer is not the owner.</exception>
    public static async Task<WellKnownFile> SignAsync(SiteClaim claim, ISigner signer, CancellationToken cancellationToken)
    {
        if (signer.Address != claim.Owner)
            throw new ArgumentException($"the claim is signed by its owner {claim.Owner}, not by {signer.Address}", nameof(signer));
        Signature signature = await signer.SignTypedDataAsync(claim.TypedData, cancellationToken);
        return new WellKnownFile { ChainId = claim.ChainId, Registry = claim.Registry, Owner = claim.Owner, Token = claim.Token, Signature = signature };
    }

    /// <summary>Reads the file strictly: these five members, each once, nothing else.</summary>
    public static Result<WellKnownFile> Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            return Malformed($"it has more than {MaxBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return Malformed("it is not JSON, or has a member twice");
        }
    }

    /// <summary>The text to put on the website.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("chainId", ChainId.Value);
            writer.WriteString("registry", Registry.ToString());
            writer.WriteString("owner", Owner.ToString());
            writer.WriteString("token", Token.ToString());
            writer.WriteString("signature", Hex.Encode(Signature.ToBytes()));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static Result<WellKnownFile> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Malformed("it is not a JSON object");
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!Members.Contains(property.Name, StringComparer.Ordinal))
                return Malformed("it has a member other than " + string.Join(", ", Members));
        }

        if (!root.TryGetProperty("chainId", out JsonElement chain) || chain.ValueKind != JsonValueKind.Number || !chain.TryGetUInt64(out ulong chainId))
            return Malformed("chainId is not a number");
        if (!Account(root, "registry", out Address registry) || !Account(root, "owner", out Address owner) || !Account(root, "token", out Address token))
            return Malformed("registry, owner and token are not three addresses with right checksums");
        return root.TryGetProperty("signature", out JsonElement hex) && hex.ValueKind == JsonValueKind.String
            && Hex.TryDecode(hex.GetString(), out byte[]? bytes) && Signature.TryRead(bytes, out Signature signature)
            ? new WellKnownFile { ChainId = new ChainId(chainId), Registry = registry, Owner = owner, Token = token, Signature = signature }
            : Malformed("signature is not 65 bytes in hexadecimal");
    }

    private static bool Account(JsonElement root, string name, out Address address)
    {
        address = default;
        return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && Address.TryParse(value.GetString(), out address);
    }

    private static Fault Malformed(string problem) => new Fault("site.file-malformed", $"The file {Path} is not as it must be: {problem}.", "site",
        "Publish the file that bursar wrote, unchanged.")
    { Kind = FaultKind.Refused };
}
