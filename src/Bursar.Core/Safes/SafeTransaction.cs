using System.Text;
using System.Text.Json;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A transaction that a Safe's owners sign. It never pays its executor back: <c>safeTxGas</c>, <c>baseGas</c>, <c>gasPrice</c>, <c>gasToken</c> and
/// <c>refundReceiver</c> are zero, so that it is carried out as a whole or not at all and its number is not used up by a failure.</summary>
public sealed record SafeTransaction
{
    /// <summary>The chain that it is good on.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>The Safe.</summary>
    public required Address Safe { get; init; }

    /// <summary>Its number among the Safe's transactions; each is used once, in order.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>Receiver.</summary>
    public required Address To { get; init; }

    /// <summary>Native coin sent along, in wei.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>Calldata.</summary>
    public required byte[] Data { get; init; }

    /// <summary>Whether the receiver is called or its code run.</summary>
    public required SafeOperation Operation { get; init; }

    /// <summary>Ids of the plan's steps that it carries out, in order; empty for one that follows from no plan.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What an owner signs (EIP-712), with the whole document, which signers elsewhere and wallets show.</summary>
    public TypedDataHash TypedData => Evm.Eip712.TypedData.Parse(Document()).Hash;

    /// <summary>The hash that owners sign and that the Safe announces: the chain's <c>getTransactionHash</c>.</summary>
    public Hash32 Hash => new TypedDataHash(Domain, StructHash).SigningHash;

    /// <summary>What binds the hash to the chain and the Safe; hardware wallets show its separator.</summary>
    public Eip712Domain Domain => new() { ChainId = (UInt256)Chain.Value, VerifyingContract = Safe };

    /// <summary>Hash of the transaction's fields; hardware wallets show it beside the domain's.</summary>
    public Hash32 StructHash => TypedDataHash.Struct(
        TypeHash, Word(To), Word(Value), Evm.Crypto.Keccak256.Hash(Data), Word((UInt256)(ulong)Operation), default, default, default, default, default, Word(Nonce));

    private static Hash32 TypeHash { get; } = TypedDataHash.TypeHash(
        "SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce)");

    /// <summary>The document that wallets take with <c>eth_signTypedData_v4</c>.</summary>
    public string Document()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("types");
            Fields(json, "EIP712Domain", ("chainId", "uint256"), ("verifyingContract", "address"));
            Fields(json, "SafeTx", ("to", "address"), ("value", "uint256"), ("data", "bytes"), ("operation", "uint8"), ("safeTxGas", "uint256"), ("baseGas", "uint256"),
                ("gasPrice", "uint256"), ("gasToken", "address"), ("refundReceiver", "address"), ("nonce", "uint256"));
            json.WriteEndObject();
            json.WriteString("primaryType", "SafeTx");
            json.WriteStartObject("domain");
            json.WriteString("chainId", Chain.ToString());
            json.WriteString("verifyingContract", Safe.ToString());
            json.WriteEndObject();
            json.WriteStartObject("message");
            json.WriteString("to", To.ToString());
            json.WriteString("value", Value.ToString());
            json.WriteString("data", Hex.Encode(Data));
            json.WriteString("operation", ((int)Operation).ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (string zero in (ReadOnlySpan<string>)["safeTxGas", "baseGas", "gasPrice"])
                json.WriteString(zero, "0");
            json.WriteString("gasToken", default(Address).ToString());
            json.WriteString("refundReceiver", default(Address).ToString());
            json.WriteString("nonce", Nonce.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Whether two are the same to the last byte; the steps that they stand for are not looked at.</summary>
    public bool IsSame(SafeTransaction other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Chain == other.Chain && Safe == other.Safe && Nonce == other.Nonce && To == other.To && Value == other.Value && Operation == other.Operation && Data.AsSpan().SequenceEqual(other.Data);
    }

    private static void Fields(Utf8JsonWriter json, string type, params ReadOnlySpan<(string Name, string Type)> fields)
    {
        json.WriteStartArray(type);
        foreach ((string name, string of) in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("type", of);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Hash32 Word(UInt256 value) => new(value.ToBigEndian());

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[Hash32.Length];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
