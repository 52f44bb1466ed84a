using System.Text.Json.Nodes;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Bench.Client;

/// <summary>What the client is measured with: a claim out of a drop of a million rows, its authorisation as typed data, and the transaction that carries it.</summary>
internal sealed class ClientCase : IDisposable
{
    private const int Depth = 20;
    private const string TypeName = "Claim";
    private const string Secret = "0x4646464646464646464646464646464646464646464646464646464646464646";
    private static readonly Hash32 ClaimType = TypedDataHash.TypeHash(TypeName + "(address account,uint256 amount,uint256 deadline)");

    public ClientCase()
    {
        Claim = new MerkleDrop.ClaimCall(UInt256.PowerOfTen(18), [.. Enumerable.Range(0, Depth).Select(static i => Keccak256.Hash([(byte)i]))]);
        Calldata = Claim.Encode();
        Transaction = new Eip1559Transaction
        {
            ChainId = new ChainId(1),
            Nonce = 7,
            MaxPriorityFeePerGas = 1_000_000_000UL,
            MaxFeePerGas = 30_000_000_000UL,
            GasLimit = 150_000UL,
            To = Address.Parse("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"),
            Data = Calldata,
        };
        Document = Typed().ToJsonString();
    }

    public MerkleDrop.ClaimCall Claim { get; }

    public byte[] Calldata { get; }

    public Eip1559Transaction Transaction { get; }

    public PrivateKey Key { get; } = PrivateKey.Parse(Secret);

    /// <summary>The typed data as wallets get it.</summary>
    public string Document { get; }

    /// <summary>The same hash from the members' words, as a program makes it that knows its types.</summary>
    public static Hash32 HashWords(ClientCase c) => new TypedDataHash(
        Domain, TypedDataHash.Struct(ClaimType, TypedDataWord.Of(c.Transaction.To!.Value), TypedDataWord.Of(c.Claim.Amount), TypedDataWord.Of(1_900_000_000UL))).SigningHash;

    /// <summary>The case for the peers.</summary>
    public string ToJson() => new JsonObject
    {
        ["signature"] = "function claim(uint256 amount, bytes32[] proof)",
        ["amount"] = Claim.Amount.ToString(),
        ["proof"] = new JsonArray([.. Claim.Proof.Select(static p => (JsonNode)p.ToString())]),
        ["calldata"] = Hex.Encode(Calldata),
        ["document"] = Typed(),
        ["key"] = Secret,
        ["transaction"] = new JsonObject
        {
            ["chainId"] = 1,
            ["nonce"] = 7,
            ["gas"] = Transaction.GasLimit.ToString(),
            ["to"] = Transaction.To!.Value.ToString(),
            ["value"] = "0",
            ["data"] = Hex.Encode(Calldata),
            ["maxFeePerGas"] = Transaction.MaxFeePerGas.ToString(),
            ["maxPriorityFeePerGas"] = Transaction.MaxPriorityFeePerGas.ToString(),
        },
    }.ToJsonString();

    public void Dispose() => Key.Dispose();

    private static Eip712Domain Domain { get; } = new()
    {
        Name = "Drop",
        Version = "1",
        ChainId = 1UL,
        VerifyingContract = Address.Parse("0x00000000219ab540356cBB839Cbe05303d7705Fa"),
    };

    private JsonObject Typed() => new()
    {
        ["types"] = new JsonObject
        {
            ["EIP712Domain"] = Fields(("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")),
            [TypeName] = Fields(("account", "address"), ("amount", "uint256"), ("deadline", "uint256")),
        },
        ["primaryType"] = TypeName,
        ["domain"] = new JsonObject { ["name"] = "Drop", ["version"] = "1", ["chainId"] = "1", ["verifyingContract"] = Domain.VerifyingContract!.Value.ToString() },
        ["message"] = new JsonObject { ["account"] = Transaction.To!.Value.ToString(), ["amount"] = Claim.Amount.ToString(), ["deadline"] = "1900000000" },
    };

    private static JsonArray Fields(params (string Name, string Type)[] fields) =>
        [.. fields.Select(static f => (JsonNode)new JsonObject { ["name"] = f.Name, ["type"] = f.Type })];
}
