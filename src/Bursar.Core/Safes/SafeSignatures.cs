using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>Signatures in the bytes that a Safe takes: 65 for each owner in ascending order of address, then what contracts take.</summary>
/// <remarks>The last of the 65 bytes tells the kind: 27 and 28 a key, 31 and 32 a personal message, 0 a contract (owner, place of its bytes), 1 an approval on the chain (owner).</remarks>
public static class SafeSignatures
{
    private const int Part = 65;
    private const byte MessageShift = 4;

    /// <summary>The bytes that <c>execTransaction</c> takes.</summary>
    /// <param name="signatures">Signatures of one hash by different owners, in any order.</param>
    public static byte[] Pack(IReadOnlyList<SafeSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        SafeSignature[] sorted = [.. signatures.OrderBy(s => s.Owner)];
        byte[] packed = new byte[(Part * sorted.Length) + sorted.Where(s => s.Kind == SafeSignatureKind.Contract).Sum(s => 32 + s.Bytes.Length)];
        int tail = Part * sorted.Length;
        for (int i = 0; i < sorted.Length; i++)
        {
            Span<byte> slot = packed.AsSpan(Part * i, Part);
            switch (sorted[i].Kind)
            {
                case SafeSignatureKind.Key or SafeSignatureKind.Message:
                    sorted[i].Bytes.CopyTo(slot);
                    slot[64] = (byte)((slot[64] < 27 ? slot[64] + 27 : slot[64]) + (sorted[i].Kind == SafeSignatureKind.Message ? MessageShift : 0));
                    break;
                case SafeSignatureKind.Contract:
                    sorted[i].Owner.CopyTo(slot[12..]);
                    ((UInt256)(ulong)tail).WriteBigEndian(slot[32..]);
                    ((UInt256)(ulong)sorted[i].Bytes.Length).WriteBigEndian(packed.AsSpan(tail));
                    sorted[i].Bytes.CopyTo(packed, tail + 32);
                    tail += 32 + sorted[i].Bytes.Length;
                    break;
                default:
                    sorted[i].Owner.CopyTo(slot[12..]);
                    slot[64] = 1;
                    break;
            }
        }

        return packed;
    }

    /// <summary>The signatures in bytes that somebody else packed.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="hash">The hash that they are to be of; owners of keys follow from it.</param>
    /// <param name="file">Where the bytes come from, for faults.</param>
    /// <returns>The signatures, <c>safe.signature-malformed</c>, or <c>safe.signature-order</c> when the owners are not in ascending order, each once.</returns>
    public static Result<IReadOnlyList<SafeSignature>> Unpack(ReadOnlySpan<byte> packed, Hash32 hash, string file)
    {
        var found = new List<SafeSignature>();
        int end = packed.Length;
        for (int at = 0; at < end; at += Part)
        {
            if (end - at < Part)
                return Malformed(file, $"{packed.Length} bytes are no whole number of signatures");
            ReadOnlySpan<byte> slot = packed.Slice(at, Part);
            byte kind = slot[64];
            if (kind is 0 or 1)
            {
                if (slot[..12].ContainsAnyExcept((byte)0))
                    return Malformed(file, "an owner in them is no address");
                byte[] bytes = [];
                if (kind == 0)
                {
                    var place = new UInt256(slot[32..64]);
                    if (place > (UInt256)(ulong)Math.Max(0, packed.Length - 32))
                        return Malformed(file, "what a contract takes lies outside of them");
                    int start = (int)(ulong)place;
                    var length = new UInt256(packed.Slice(start, 32));
                    if (length > (UInt256)(ulong)(packed.Length - start - 32))
                        return Malformed(file, "what a contract takes is cut short");
                    bytes = packed.Slice(start + 32, (int)(ulong)length).ToArray();
                    end = Math.Min(end, start);
                }

                found.Add(new SafeSignature(hash, new Address(slot[12..32]), kind == 0 ? SafeSignatureKind.Contract : SafeSignatureKind.Approved, bytes));
                continue;
            }

            bool message = kind is 31 or 32;
            byte[] key = slot.ToArray();
            key[64] = (byte)(message ? kind - MessageShift : kind);
            if (kind is not (27 or 28 or 31 or 32) || !Signature.TryRead(key, out Signature signature)
                || !Secp256k1.TryRecover(message ? PersonalMessage.Hash(hash.Span) : hash, signature, out Address owner))
                return Malformed(file, $"signature {found.Count + 1} is none");
            found.Add(new SafeSignature(hash, owner, message ? SafeSignatureKind.Message : SafeSignatureKind.Key, key));
        }

        for (int i = 1; i < found.Count; i++)
        {
            if (found[i].Owner.CompareTo(found[i - 1].Owner) <= 0)
            {
                return new Fault("safe.signature-order", $"the signatures are not in ascending order of their owners, each once: {found[i].Owner} comes after {found[i - 1].Owner}.", null,
                    "A Safe refuses them so. Give the owners' signatures as files of their own: they are put in order then.")
                { File = file, Kind = FaultKind.Refused };
            }
        }

        return Result<IReadOnlyList<SafeSignature>>.Ok(found);
    }

    /// <summary>Says that signatures cannot be read.</summary>
    internal static Fault Malformed(string file, string why) =>
        new("safe.signature-malformed", $"these are no signatures: {why}.", null, "Signatures are written by 'bursar safe sign'.") { File = file };
}
