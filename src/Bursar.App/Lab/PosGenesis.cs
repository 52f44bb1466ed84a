using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Evm.Primitives;

namespace Bursar.App.Lab;

/// <summary>The first block of the proof-of-stake laboratory, in go-ethereum's form: the rules up to Shanghai from the start, the local accounts with
/// their money, and the deployer that otherwise somebody puts on a new chain with its published transaction.</summary>
internal static class PosGenesis
{
    public const string DeployerCode = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";
    private const ulong GasLimit = 60_000_000;

    private static readonly string[] ForksByBlock =
    [
        "homesteadBlock", "eip150Block", "eip155Block", "eip158Block", "byzantiumBlock", "constantinopleBlock", "petersburgBlock", "istanbulBlock", "berlinBlock",
        "londonBlock", "mergeNetsplitBlock",
    ];

    public static void Write(string file, ChainId chain)
    {
        using FileStream stream = File.Create(file);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteStartObject("config");
        writer.WriteNumber("chainId", chain.Value);
        foreach (string fork in ForksByBlock)
            writer.WriteNumber(fork, 0);
        writer.WriteNumber("terminalTotalDifficulty", 0);
        writer.WriteBoolean("terminalTotalDifficultyPassed", true);
        writer.WriteNumber("shanghaiTime", 0);
        writer.WriteEndObject();
        foreach ((string name, string value) in ((string, string)[])
        [
            ("nonce", "0x0"), ("timestamp", "0x0"), ("number", "0x0"), ("gasUsed", "0x0"), ("difficulty", "0x0"), ("extraData", "0x"), ("baseFeePerGas", "0x3b9aca00"),
            ("gasLimit", ((UInt256)GasLimit).ToHexQuantity()), ("mixHash", default(Hash32).ToString()), ("parentHash", default(Hash32).ToString()),
            ("coinbase", default(Address).ToLowerHex()),
        ])
        {
            writer.WriteString(name, value);
        }

        writer.WriteStartObject("alloc");
        foreach (Address account in LocalAccounts.Addresses)
        {
            writer.WriteStartObject(account.ToLowerHex());
            writer.WriteString("balance", LocalAccounts.Allowance.ToHexQuantity());
            writer.WriteEndObject();
        }

        writer.WriteStartObject(Create2.CanonicalDeployer.ToLowerHex());
        writer.WriteString("balance", "0x0");
        writer.WriteString("nonce", "0x1");
        writer.WriteString("code", DeployerCode);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
