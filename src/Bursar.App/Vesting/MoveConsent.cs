using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Vesting;

/// <summary>A signed agreement that a schedule moves to another account; its recipient and the other account each give one, or send the move.</summary>
/// <param name="Chain">The chain that it is good on.</param>
/// <param name="Schedule">Id of the schedule.</param>
/// <param name="To">Who has the schedule from then on.</param>
/// <param name="Deadline">Until when it is good, in seconds since 1970.</param>
/// <param name="Signer">Who agrees.</param>
/// <param name="Signature">Its EIP-712 signature.</param>
public sealed record MoveConsent(ChainId Chain, Hash32 Schedule, Address To, ulong Deadline, Address Signer, Signature Signature)
{
    private const string Format = "bursar-vesting-consent/1";
    private const int MaxBytes = 16 * 1024;
    private const ulong LastSecond = 253_402_300_799;

    private static readonly Hash32 TypeHash = TypedDataHash.TypeHash("Reassign(bytes32 id,address to,uint256 deadline)");

    /// <summary>The deadline as a time.</summary>
    public DateTimeOffset DeadlineTime => DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(Deadline, LastSecond));

    /// <summary>Signs an agreement.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    public static async Task<MoveConsent> SignAsync(ISigner signer, ChainId chain, Hash32 schedule, Address to, ulong deadline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return new MoveConsent(chain, schedule, to, deadline, signer.Address, await signer.SignTypedDataAsync(HashOf(chain, schedule, to, deadline), cancellationToken));
    }

    /// <summary>Reads an agreement, and checks that the signature is the signer's.</summary>
    public static Result<MoveConsent> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        if (utf8.Length > MaxBytes)
            return Malformed(fileName, "it is too long");
        try
        {
            if (JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 4 }) is not JsonObject paper || Text(paper, "bursar") != Format)
                return Malformed(fileName, $"it does not begin with \"bursar\": \"{Format}\"");
            if (!Signature.TryRead(Hex.Decode(Text(paper, "signature")), out Signature signature))
                return Malformed(fileName, "the signature is none");
            var consent = new MoveConsent(
                new ChainId(ulong.Parse(Text(paper, "chain"), NumberStyles.None, CultureInfo.InvariantCulture)), Hash32.Parse(Text(paper, "schedule")), Address.Parse(Text(paper, "to")),
                ulong.Parse(Text(paper, "deadline"), NumberStyles.None, CultureInfo.InvariantCulture), Address.Parse(Text(paper, "signer")), signature);
            return Secp256k1.TryRecover(HashOf(consent.Chain, consent.Schedule, consent.To, consent.Deadline).SigningHash, signature, out Address by) && by == consent.Signer
                ? consent
                : new Fault("vesting.bad-consent", $"{consent.Signer} did not sign this agreement.", Hint: "Ask its signer for the file as it was written; nothing in it can be changed.") { File = fileName, Kind = FaultKind.Refused };
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return Malformed(fileName, "a field is missing or has the wrong form");
        }
    }

    /// <summary>The file.</summary>
    public JsonObject ToJson() => new()
    {
        ["bursar"] = Format,
        ["chain"] = Chain.ToString(),
        ["schedule"] = Schedule.ToString(),
        ["to"] = To.ToString(),
        ["deadline"] = Deadline.ToString(CultureInfo.InvariantCulture),
        ["signer"] = Signer.ToString(),
        ["signature"] = Hex.Encode(Signature.ToBytes()),
    };

    private static TypedDataHash HashOf(ChainId chain, Hash32 schedule, Address to, ulong deadline)
    {
        Span<byte> account = stackalloc byte[32];
        account.Clear();
        to.CopyTo(account[12..]);
        return new TypedDataHash(
            new Eip712Domain { Name = "Bursar VestingVault", Version = "1", ChainId = (UInt256)chain.Value, VerifyingContract = Deployments.VestingVaultAddress },
            TypedDataHash.Struct(TypeHash, [schedule, new Hash32(account), new Hash32(((UInt256)deadline).ToBigEndian())]));
    }

    private static string Text(JsonObject paper, string key) => paper[key] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException(key);

    private static Fault Malformed(string fileName, string why) =>
        new("vesting.bad-consent", $"'{fileName}' is no agreement to a move: {why}.", Hint: "Agreements are written by 'bursar vest agree'.") { File = fileName };
}
