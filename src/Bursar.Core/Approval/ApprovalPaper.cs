using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>An approval as it is handed on: who, of what, from when to when, and the signature. It is worth what its signature is worth.</summary>
public sealed record ApprovalPaper
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-approval/1";

    /// <summary>Most bytes of a file: a contract's signature may have 64 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private static readonly string[] Members = ["bursar", "subject", "policy", "approver", "issued", "expires", "signature"];

    /// <summary>What is approved: the hash of a plan, or of the policy that is to take another's place.</summary>
    public required Hash32 Subject { get; init; }

    /// <summary>The policy under which it is approved.</summary>
    public required Hash32 Policy { get; init; }

    /// <summary>Who approves.</summary>
    public required Address Approver { get; init; }

    /// <summary>When, to the second.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Until when it counts, to the second.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The signature of <see cref="ApprovalStatement"/>: 65 bytes of a key, or what a contract takes (ERC-1271).</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>A point in time as approvals write it.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a point in time as approvals write it.</summary>
    public static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Reads a file. Whether the signature is the approver's is not looked at.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<ApprovalPaper> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        if (utf8.Length > MaxBytes)
            return Malformed(fileName, $"it has more than {MaxBytes} bytes");
        try
        {
            JsonNode? root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 2, AllowDuplicateProperties = false });
            if (root is not JsonObject paper || Text(paper, "bursar") != Format)
                return Malformed(fileName, $"it does not say \"bursar\": \"{Format}\"");
            if (paper.FirstOrDefault(m => !Members.Contains(m.Key, StringComparer.Ordinal)).Key is { } unknown)
                return Malformed(fileName, $"the member '{Shown(unknown)}' means nothing");
            return new ApprovalPaper
            {
                Subject = Hash32.Parse(Text(paper, "subject")),
                Policy = Hash32.Parse(Text(paper, "policy")),
                Approver = Address.Parse(Text(paper, "approver")),
                Issued = TryTime(Text(paper, "issued"), out DateTimeOffset issued) ? issued : throw new FormatException("issued"),
                Expires = TryTime(Text(paper, "expires"), out DateTimeOffset expires) ? expires : throw new FormatException("expires"),
                Signature = Hex.Decode(Text(paper, "signature")),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return Malformed(fileName, "a member is missing or has the wrong form");
        }
    }

    /// <summary>The file.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes($$"""
        {
          "bursar": "{{Format}}",
          "subject": "{{Subject}}",
          "policy": "{{Policy}}",
          "approver": "{{Approver}}",
          "issued": "{{Time(Issued)}}",
          "expires": "{{Time(Expires)}}",
          "signature": "{{Hex.Encode(Signature.Span)}}"
        }

        """);

    private static string Text(JsonObject paper, string key) => paper[key] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException(key);

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static Fault Malformed(string fileName, string why) =>
        new("approval.malformed", $"'{fileName}' is no approval: {why}.", Hint: "Approvals are written by 'bursar approve'; hand the file on as it is.") { File = fileName };
}
