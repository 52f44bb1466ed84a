using Bursar.App.Approval;
using Bursar.App.Courier;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A second round to the machine without network, for what the first one did not get done: it ends exact, and nothing happens twice.</summary>
public sealed class CourierRoundTests : OutboxTestBase
{
    private const int Rows = 12;

    /// <summary>The payout's contract, and a batch for every two rows.</summary>
    private const int Steps = 1 + (Rows / 2);

    private static readonly OutboxOptions Advance = Options with { Bump = new FeeBumpSchedule { AfterBlocks = 2, After = TimeSpan.Zero }, TryBeforeSending = true, MaxPipelined = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-rounds-").FullName;

    [Fact]
    public async Task When_fees_rise_after_a_part_the_second_round_raises_the_rest_under_its_nonces()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        (Plan plan, LoadedLaunch loaded) = await PlanAsync(chain);
        CourierExport first = await ExportAsync(chain, journal, plan, loaded, 1);
        Assert.Equal(Steps, first.Steps.Count);
        SignedCourier signed = (await SignAsync(chain, first)).Value;
        await ImportAsync(chain, journal, plan, loaded, signed);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, plan, loaded, Advance with { InclusionTimeout = TimeSpan.FromSeconds(2) });
        while (await chain.NonceAsync() < 3)
        {
            await chain.MineAsync();
            await Task.Delay(20, Cancel);
        }

        while (!applying.IsCompleted)
        {
            await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0xe8d4a51000"); // 1,000 gwei
            await chain.MineAsync();
            await Task.Delay(20, Cancel);
        }

        Assert.Contains("sign export", AssertFault("apply.signer-refused", FaultKind.Refused, await applying).Message, StringComparison.Ordinal);
        ulong done = await chain.NonceAsync();
        CourierExport second = await ExportAsync(chain, journal, plan, loaded, 2);
        Assert.Equal(Enumerable.Range((int)done, Steps - (int)done).Select(i => (ulong)i), second.Steps.Select(s => s.Nonce));
        Assert.Equal(first.Steps.Skip((int)done).Select(s => s.Id), second.Steps.Select(s => s.Id));
        Assert.True(second.Fees[0].MaxFee > first.Fees[0].MaxFee);
        await ImportAsync(chain, journal, plan, loaded, (await SignAsync(chain, second)).Value);
        Assert.Equal("courier.other-export", Assert.Single((await TryImportAsync(chain, journal, plan, loaded, signed)).Faults).Code);
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, plan, loaded));
        await AssertExactAsync(chain, journal, plan, foreign: null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task When_another_program_takes_a_nonce_the_second_round_signs_what_is_left_with_others(int done)
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        (Plan plan, LoadedLaunch loaded) = await PlanAsync(chain);
        await ImportAsync(chain, journal, plan, loaded, (await SignAsync(chain, await ExportAsync(chain, journal, plan, loaded, 2))).Value);
        Task<Result<OutboxOutcome>>? applying = done == 0 ? null : ApplyAsync(chain, journal, plan, loaded);
        while (await chain.NonceAsync() < (ulong)done)
        {
            await chain.MineAsync();
            await Task.Delay(20, Cancel);
        }

        Hash32 foreign = await chain.SendForeignAsync(await chain.NonceAsync(), OutboxChain.Counter, [.. ((UInt256)7UL).ToBigEndian(), .. UInt256.Zero.ToBigEndian()], 500);
        await OutboxChain.UntilAsync(async () =>
        {
            await chain.MineAsync();
            return await chain.Client.GetReceiptAsync(foreign, Cancel) is not null;
        }, "the other program's transaction is in a block");
        chain.KeepMining();
        Result<OutboxOutcome> stopped = await (applying ?? ApplyAsync(chain, journal, plan, loaded));
        Assert.Contains("sign export", Assert.Single(stopped.Faults).Message, StringComparison.Ordinal);

        CourierExport second = await ExportAsync(chain, journal, plan, loaded, 2);
        Assert.Contains("courier.step-signed-before", (await SignAsync(chain, second)).Faults.Select(f => f.Code));
        await ImportAsync(chain, journal, plan, loaded, (await SignAsync(chain, second, again: true)).Value);
        AssertDone(await ApplyAsync(chain, journal, plan, loaded));
        await AssertExactAsync(chain, journal, plan, foreign);
    }

    private async Task<(Plan, LoadedLaunch)> PlanAsync(OutboxChain chain)
    {
        await File.WriteAllLinesAsync(Path.Combine(_folder, "people.csv"), Enumerable.Range(0, Rows).Select(i => $"{Recipient(i)},0.{i + 1:00}").Prepend("address,amount"), Cancel);
        string launch = Path.Combine(_folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: rounds
            network: local
            operator: "{{chain.Signer.Address}}"
            payouts:
              team: { token: native, list: people.csv, batch: 2 }
            """, Cancel);
        LoadedLaunch loaded = new LaunchLoader(NetworkCatalog.BuiltIn).Load(launch).Value;
        return ((await new PlanLaunch(chain.Client).RunAsync(loaded, Cancel)).Value.Plan, loaded);
    }

    private static Address Recipient(int number) => Address.Parse($"0x{0xc01d5000 + number:x40}");

    private PolicyPins Pins => new(_folder);

    private async Task<CourierExport> ExportAsync(OutboxChain chain, IJournal journal, Plan plan, LoadedLaunch loaded, int offers) =>
        (await new ExportPlan(chain.Client, journal, Pins, new CourierFolder(_folder), TimeProvider.System).RunAsync(plan, loaded, [], offers, null, Cancel)).Value;

    /// <summary>What the machine without network does, with a folder of its own.</summary>
    private async Task<Result<SignedCourier>> SignAsync(OutboxChain chain, CourierExport export, bool again = false)
    {
        string cold = Path.Combine(_folder, "cold");
        OpenedExport opened = (await new OpenExport(NetworkCatalog.BuiltIn, new PolicyPins(cold), TimeProvider.System).RunAsync(CourierCodec.ReadExport(CourierCodec.Write(export), "export").Value, "export", Cancel)).Value;
        return await new SignExport(chain.Signer, cold).RunAsync(opened, again, Cancel);
    }

    private Task<Result<ImportedCourier>> TryImportAsync(OutboxChain chain, IJournal journal, Plan plan, LoadedLaunch loaded, SignedCourier signed) =>
        new ImportSigned(chain.Client, journal, Pins, new CourierFolder(_folder), TimeProvider.System).RunAsync(signed, plan, loaded, [], Cancel);

    private async Task ImportAsync(OutboxChain chain, IJournal journal, Plan plan, LoadedLaunch loaded, SignedCourier signed)
    {
        Result<ImportedCourier> imported = await TryImportAsync(chain, journal, plan, loaded, signed);
        Assert.True(imported.IsOk, string.Join("; ", imported.Faults));
    }

    private async Task<Result<OutboxOutcome>> ApplyAsync(OutboxChain chain, IJournal journal, Plan plan, LoadedLaunch loaded, OutboxOptions? options = null)
    {
        JournalRun run = (await journal.FindRunAsync(plan.Hash, plan.ChainId, Cancel))!;
        var signer = new CourierSigner(plan.Operator, new CourierFolder(_folder).Signed(plan.Hash), (await journal.GetTransactionsAsync(run.Id, Cancel)).Select(t => t.Hash), null);
        return await new ApplyPlan(chain.Client, signer, journal, Pins, TimeProvider.System).RunAsync(plan, loaded, options ?? Advance, null, Cancel);
    }

    /// <summary>Every balance, and one mined transaction for each step (and the other program's), none of them reverted.</summary>
    private static async Task AssertExactAsync(OutboxChain chain, IJournal journal, Plan plan, Hash32? foreign)
    {
        for (int i = 0; i < Rows; i++)
            Assert.Equal((UInt256)(ulong)(i + 1) * UInt256.PowerOfTen(16), await chain.Client.GetBalanceAsync(Recipient(i), BlockTag.Latest, Cancel));
        Assert.Equal((ulong)(Steps + (foreign is null ? 0 : 1)), await chain.NonceAsync());
        JournalTransaction[] mined = [.. (await journal.GetTransactionsAsync((await journal.FindRunAsync(plan.Hash, plan.ChainId, Cancel))!.Id, Cancel)).Where(t => t.State.IsMined())];
        Assert.Equal(plan.Steps.Select(s => s.Id).Order(), mined.Select(t => t.StepId).Order());
        foreach (JournalTransaction transaction in mined)
            Assert.True((await chain.Client.GetReceiptAsync(transaction.Hash, Cancel))!.Status);
    }
}
