using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>Where typed data is valid (EIP-712, "Definition of domainSeparator"). A field that is null is left out of the type.</summary>
public sealed record Eip712Domain
{
    /// <summary>Name of the application or token.</summary>
    public string? Name { get; init; }

    /// <summary>Version of the signing domain.</summary>
    public string? Version { get; init; }

    /// <summary>The chain.</summary>
    public UInt256? ChainId { get; init; }

    /// <summary>The contract that verifies the signature.</summary>
    public Address? VerifyingContract { get; init; }

    /// <summary>Last resort to tell domains apart.</summary>
    public Hash32? Salt { get; init; }

    /// <summary>The type of this domain, for example <c>EIP712Domain(string name,uint256 chainId)</c>.</summary>
    public string TypeText => $"EIP712Domain({string.Join(',', Fields().Select(static f => $"{f.Type} {f.Name}"))})";

    /// <summary>The domain separator.</summary>
    public Hash32 Separator
    {
        get
        {
            Span<Hash32> words = new Hash32[5];
            int count = 0;
            if (Name is not null)
                words[count++] = TypedDataWord.OfText(Name);
            if (Version is not null)
                words[count++] = TypedDataWord.OfText(Version);
            if (ChainId is { } chain)
                words[count++] = TypedDataWord.Of(chain);
            if (VerifyingContract is { } contract)
                words[count++] = TypedDataWord.Of(contract);
            if (Salt is { } salt)
                words[count++] = salt;
            return TypedDataHash.Struct(Keccak256.Hash(Encoding.UTF8.GetBytes(TypeText)), words[..count]);
        }
    }

    internal IEnumerable<TypedDataField> Fields()
    {
        if (Name is not null)
            yield return new TypedDataField("name", "string");
        if (Version is not null)
            yield return new TypedDataField("version", "string");
        if (ChainId is not null)
            yield return new TypedDataField("chainId", "uint256");
        if (VerifyingContract is not null)
            yield return new TypedDataField("verifyingContract", "address");
        if (Salt is not null)
            yield return new TypedDataField("salt", "bytes32");
    }
}
