using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>What a signer of typed data needs: the domain, so that it can refuse a wrong chain or contract, and the hash of the struct.</summary>
/// <param name="Domain">Where the signature is valid.</param>
/// <param name="StructHash"><c>hashStruct</c> of the message.</param>
/// <param name="Source">The whole data when it is at hand: a signer that shows it to a person needs it.</param>
/// <example><code>
/// Hash32 type = TypedDataHash.TypeHash("Claim(address account,uint256 amount)");
/// Hash32 claim = TypedDataHash.Struct(type, TypedDataWord.Of(account), TypedDataWord.Of(amount));
/// Signature signature = await signer.SignTypedDataAsync(new TypedDataHash(domain, claim));
/// </code></example>
public sealed record TypedDataHash(Eip712Domain Domain, Hash32 StructHash, TypedData? Source = null)
{
    /// <summary>The hash that is signed: keccak256(0x1901 ‖ domain separator ‖ struct hash).</summary>
    public Hash32 SigningHash
    {
        get
        {
            Span<byte> bytes = stackalloc byte[66];
            bytes[0] = 0x19;
            bytes[1] = 0x01;
            Domain.Separator.CopyTo(bytes[2..]);
            StructHash.CopyTo(bytes[34..]);
            return Keccak256.Hash(bytes);
        }
    }

    /// <summary>The hash of a type's text: the struct itself, then the structs that it refers to, sorted by name.</summary>
    public static Hash32 TypeHash(string encodedType) => Keccak256.Hash(Encoding.UTF8.GetBytes(encodedType));

    /// <summary><c>hashStruct</c>: the hash of the type hash and the members' words, in the order of the type.</summary>
    public static Hash32 Struct(Hash32 typeHash, params ReadOnlySpan<Hash32> words)
    {
        byte[] bytes = new byte[32 * (words.Length + 1)];
        typeHash.CopyTo(bytes);
        for (int i = 0; i < words.Length; i++)
            words[i].CopyTo(bytes.AsSpan(32 * (i + 1)));
        return Keccak256.Hash(bytes);
    }
}
