using System.Text.Json.Nodes;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Tokens;

/// <summary>Signs permits (ERC-2612) for tokens that take them.</summary>
public sealed class TokenPermits(EthereumClient client)
{
    // ERC-5267: name, version, chain and contract.
    private const byte UsualFields = 0x0f;

    /// <summary>A permit of the signer's account for the next number of its permits.</summary>
    /// <param name="signer">Whose tokens.</param>
    /// <param name="token">The token.</param>
    /// <param name="spender">Who may take them.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="deadline">Seconds since 1970 until which the token takes the permit.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>Null when the token takes no permit of this kind; what it said was tried on the chain's state.</returns>
    /// <exception cref="SigningException">The signer refuses.</exception>
    public async Task<TokenPermit?> SignAsync(ISigner signer, Address token, Address spender, UInt256 amount, UInt256 deadline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (await DomainAsync(token, cancellationToken) is not { } domain
            || await TokenText.TryCallAsync(client, token, new Erc20.NoncesCall(signer.Address), BlockTag.Latest, cancellationToken) is not { } nonce)
            return null;
        Signature signature = await signer.SignTypedDataAsync(Data(domain, signer.Address, spender, amount, nonce, deadline), cancellationToken);
        var permit = new TokenPermit(deadline, (byte)(27 + signature.YParity), new Hash32(signature.R.ToBigEndian()), new Hash32(signature.S.ToBigEndian()));
        try
        {
            byte[] call = new Erc20.PermitCall(signer.Address, spender, amount, deadline, permit.V, permit.R, permit.S).Encode();
            await client.CallAsync(new CallRequest { From = signer.Address, To = token, Data = call }, BlockTag.Latest, cancellationToken);
            return permit;
        }
        catch (RevertException)
        {
            return null;
        }
    }

    /// <summary>The domain that the token's separator confirms; null for a token without one.</summary>
    private async Task<Eip712Domain?> DomainAsync(Address token, CancellationToken cancellationToken)
    {
        if (await TokenText.TryCallAsync(client, token, new Erc20.DomainSeparatorCall(), BlockTag.Latest, cancellationToken) is not { } separator)
            return null;
        ChainId chain = await client.GetChainIdAsync(cancellationToken);
        Erc20.Eip712DomainResult? stated = await TokenText.TryCallAsync(client, token, new Erc20.Eip712DomainCall(), BlockTag.Latest, cancellationToken);
        string? name = stated is { } says ? says.Fields.Span[0] == UsualFields ? says.Name : null
            : await TokenText.ReadAsync(client, token, new Erc20.NameCall(), BlockTag.Latest, cancellationToken);
        var domain = new Eip712Domain { Name = name, Version = stated?.Version ?? "1", ChainId = (UInt256)chain.Value, VerifyingContract = token };
        return name is not null && domain.Separator == separator ? domain : null;
    }

    private static TypedDataHash Data(Eip712Domain domain, Address owner, Address spender, UInt256 amount, UInt256 nonce, UInt256 deadline)
    {
        var document = new JsonObject
        {
            ["types"] = new JsonObject
            {
                ["EIP712Domain"] = Fields(("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")),
                ["Permit"] = Fields(("owner", "address"), ("spender", "address"), ("value", "uint256"), ("nonce", "uint256"), ("deadline", "uint256")),
            },
            ["primaryType"] = "Permit",
            ["domain"] = new JsonObject
            {
                ["name"] = domain.Name,
                ["version"] = domain.Version,
                ["chainId"] = domain.ChainId.ToString(),
                ["verifyingContract"] = domain.VerifyingContract.ToString(),
            },
            ["message"] = new JsonObject
            {
                ["owner"] = owner.ToString(),
                ["spender"] = spender.ToString(),
                ["value"] = amount.ToString(),
                ["nonce"] = nonce.ToString(),
                ["deadline"] = deadline.ToString(),
            },
        };
        TypedData data = TypedData.Parse(document.ToJsonString());
        return data.Hash with { Source = data };
    }

    private static JsonArray Fields(params ReadOnlySpan<(string Name, string Type)> fields)
    {
        var array = new JsonArray();
        foreach ((string name, string type) in fields)
            array.Add((JsonNode)new JsonObject { ["name"] = name, ["type"] = type });
        return array;
    }
}

/// <summary>A signed permit (ERC-2612), without what it is for.</summary>
/// <param name="Deadline">Seconds since 1970 until which the token takes it.</param>
/// <param name="V">27 or 28.</param>
/// <param name="R">First word of the signature.</param>
/// <param name="S">Second word of the signature.</param>
public sealed record TokenPermit(UInt256 Deadline, byte V, Hash32 R, Hash32 S);
