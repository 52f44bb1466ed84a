using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Safes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Safes;

/// <summary>Batch files on their way through Safe's web application, whose part another program plays here.</summary>
public sealed class SafeBatchTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_goes_out_as_batch_files_comes_in_again_and_pays_when_the_application_sends_them()
    {
        await using BursarClient bursar = await BursarClient.OpenAsync(chain.Endpoint.ToString(), chain.Signer(0), new BursarClientOptions { Folder = chain.Home }, Cancel);
        SafeTrial trial = await SafeTrial.PlannedAsync(chain, bursar, new SafeOptions { Name = "batch", Owners = [.. Enumerable.Range(1, 3).Select(CliChain.Account)], Threshold = 2 }, 90, 30);
        JsonElement exported = await chain.JsonAsync(0, "safe", "export", trial.Plan);
        string[] files = [.. exported.GetProperty("files").EnumerateArray().Select(f => f.GetString()!)];
        JsonObject[] batches = [.. files.Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject())];

        // The checksums by somebody else's hand.
        JsonElement[] judged = await NodeOracle.AskAsync([.. batches.Select(b => new JsonObject { ["op"] = "safe.checksum", ["file"] = b.DeepClone() })]);
        Assert.Equal(judged.Select(j => NodeOracle.Ok(j, "checksum").GetString()), batches.Select(b => b["meta"]!["checksum"]!.GetValue<string>()));
        for (int i = 0; i < files.Length; i++)
        {
            JsonElement shown = await chain.JsonAsync(0, "safe", "import", files[i]);
            Assert.True(shown.GetProperty("checksum").GetBoolean());
            Assert.Equal(trial.Safe.ToString(), shown.GetProperty("safe").GetString());
            Assert.Equal(Transactions(batches[i]).Select(t => t!["to"]!.GetValue<string>()), shown.GetProperty("transactions").EnumerateArray().Select(t => t.GetProperty("to").GetString()));
        }

        // A recipient that was changed on the way.
        string data = Transactions(batches[^1])[^1]!["data"]!.GetValue<string>();
        string changed = Path.Combine(chain.Folder, "changed.batch.json");
        await File.WriteAllTextAsync(changed, batches[^1].ToJsonString().Replace(data, string.Concat(data.AsSpan(0, data.Length - 1), data[^1] == '0' ? "1" : "0"), StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "safe.batch-checksum", "safe", "import", changed);

        foreach (JsonObject batch in batches)
            await trial.CallItselfAsync(SafeRelease.V150.MultiSend.Address, Together(Transactions(batch)), SafeOperation.DelegateCall);
        Assert.Equal(exported.GetProperty("transactions").GetInt32(), batches.Sum(b => Transactions(b).Count));
        await trial.PaidExactlyAsync(90);
        Assert.Empty((await bursar.Launches.VerifyAsync(trial.Launch, Cancel)).Differences);
    }

    private static JsonArray Transactions(JsonObject batch) => batch["transactions"]!.AsArray();

    /// <summary>The calls of a file as the application sends them: operation, receiver, value, length and data of each, for <c>multiSend(bytes)</c>.</summary>
    private static byte[] Together(JsonArray transactions)
    {
        string packed = string.Concat(transactions.Select(t =>
        {
            string data = t!["data"]!.GetValue<string>()[2..];
            return $"00{t["to"]!.GetValue<string>()[2..]}{Hex.Encode(UInt256.Parse(t["value"]!.GetValue<string>()).ToBigEndian())[2..]}{data.Length / 2:x64}{data}";
        }));
        var writer = new AbiWriter(Hex.Decode("0x8d80ff0a"), 32, 64 + (packed.Length / 2));
        writer.WriteBytes(Hex.Decode("0x" + packed));
        return writer.Finish();
    }
}
