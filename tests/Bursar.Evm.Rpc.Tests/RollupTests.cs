using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Rollups;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>What rollups charge for data, in the shapes in which they answer.</summary>
public sealed class RollupTests
{
    private const string Oracle = "0x420000000000000000000000000000000000000f";
    private const string ArbSys = "0x0000000000000000000000000000000000000064";
    private const string NodeInterface = "0x00000000000000000000000000000000000000c8";

    private static readonly Eip1559Transaction Payment = new()
    {
        ChainId = new ChainId(10),
        Nonce = 1,
        GasLimit = 21_000UL,
        To = Address.Parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
        Value = 1UL,
        MaxFeePerGas = 9UL,
        MaxPriorityFeePerGas = 1UL,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0xfe", "0x", RollupKind.Arbitrum)]
    [InlineData("0x", "0x6080", RollupKind.OpStack)]
    [InlineData("0x", "0x", RollupKind.None)]
    [InlineData("0x60fe", "0x", RollupKind.None)]
    public async Task Is_recognised_by_the_contracts_that_stand_there(string arbSys, string oracle, RollupKind kind)
    {
        await using var server = new ScriptedServer(Chain(arbSys, oracle, _ => "\"0x\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(kind, await client.DetectRollupAsync(Token));
    }

    [Fact]
    public async Task The_op_stack_is_asked_about_the_unsigned_transaction()
    {
        var asked = new List<string>();
        await using var server = new ScriptedServer(Chain("0x", "0x6080", call =>
        {
            Assert.Equal(Oracle, call.GetProperty("to").GetString());
            asked.Add(call.GetProperty("data").GetString()!);
            return Word((ulong)asked.Count * 1_000);
        }));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Transaction[] transactions = [Payment, Payment with { Data = new byte[100] }];
        Assert.Equal([1_000UL, 2_000UL], await client.GetL1FeesAsync(transactions, cancellationToken: Token));
        for (int i = 0; i < transactions.Length; i++)
        {
            // getL1Fee(bytes): selector, offset, length, the bytes filled up to whole words.
            byte[] unsigned = transactions[i].EncodeUnsigned();
            string bytes = Convert.ToHexStringLower(unsigned).PadRight((unsigned.Length + 31) / 32 * 64, '0');
            Assert.Equal($"0x49948e0e{32:x64}{unsigned.Length:x64}{bytes}", asked[i]);
        }
    }

    [Fact]
    public async Task Arbitrum_is_asked_for_its_part_of_the_gas()
    {
        JsonElement asked = default;
        await using var server = new ScriptedServer(Chain("0xfe", "0x", call =>
        {
            asked = call.Clone();
            return $"\"0x{700:x64}{20:x64}{3_000_000_000:x64}\"";
        }));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal([14_000UL], await client.GetL1FeesAsync([Payment with { Data = (byte[])[1, 2] }], cancellationToken: Token));
        Assert.Equal(NodeInterface, asked.GetProperty("to").GetString());
        Assert.Equal($"0x77d488a2{Payment.To!.Value.ToLowerHex()[2..].PadLeft(64, '0')}{0:x64}{96:x64}{2:x64}{"0102".PadRight(64, '0')}", asked.GetProperty("data").GetString());
    }

    [Fact]
    public async Task Other_chains_charge_nothing()
    {
        await using var server = new ScriptedServer(Chain("0x", "0x", _ => throw new InvalidOperationException("nobody is to be called")));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal([UInt256.Zero, UInt256.Zero], await client.GetL1FeesAsync([Payment, Payment], cancellationToken: Token));
    }

    [Theory]
    [InlineData("0x", "0x6080", 84_000UL + 5_000UL, 189_000UL + 5_000UL)]
    [InlineData("0xfe", "0x", 84_000UL, 189_000UL)]
    [InlineData("0x", "0x", 84_000UL, 189_000UL)]
    public async Task An_estimate_counts_the_data_once(string arbSys, string oracle, ulong expected, ulong max)
    {
        // Base fee 4, no tip: 21,000 gas at 4, at most at 9.
        await using var server = new ScriptedServer(ScriptedServer.Answer((method, parameters) => method switch
        {
            "eth_estimateGas" => "\"0x5208\"",
            "eth_feeHistory" => """{"oldestBlock":"0x1","baseFeePerGas":["0x4","0x4"],"gasUsedRatio":[0.5],"reward":[["0x0"]]}""",
            "eth_getCode" => $"\"{(parameters[0].GetString() == ArbSys ? arbSys : oracle)}\"",
            _ => Word(5_000),
        }));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        CostEstimate cost = await client.EstimateCostAsync(
            new CallRequest { To = Payment.To, Value = 1UL }, new FeeOptions { FeeMarket = true, BaseFeePercent = 225, MinimumPriorityFee = 0UL }, cancellationToken: Token);
        Assert.Equal((21_000UL, (UInt256)expected, (UInt256)max), (cost.Gas, cost.Expected, cost.Max));
    }

    [Theory]
    [InlineData("\"0x\"")]
    [InlineData("\"0x01\"")]
    public async Task What_is_no_fee_is_refused(string answer)
    {
        await using var server = new ScriptedServer(Chain("0x", "0x6080", _ => answer));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException wrong = await Assert.ThrowsAsync<RpcException>(() => client.GetL1FeesAsync([Payment], cancellationToken: Token));
        Assert.Contains("GasPriceOracle.getL1Fee", wrong.Message, StringComparison.Ordinal);
    }

    private static string Word(ulong value) => $"\"0x{value:x64}\"";

    private static Func<ScriptedServer.Exchange, Task> Chain(string arbSys, string oracle, Func<JsonElement, string> call) => ScriptedServer.Answer((method, parameters) => method switch
    {
        "eth_getCode" => parameters[0].GetString() switch { ArbSys => $"\"{arbSys}\"", Oracle => $"\"{oracle}\"", _ => "\"0x\"" },
        "eth_call" => call(parameters[0]),
        _ => throw new InvalidOperationException(method),
    });
}
