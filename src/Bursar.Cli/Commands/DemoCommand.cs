using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.LocalChain;
using Bursar.App.Networks;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Verification;
using Bursar.App.Vouchers;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Storage;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>demo</c>: the whole job on a fresh local chain, with a real list.</summary>
internal static class DemoCommand
{
    private const string Network = "demo";
    private const string Launch = "examples/ens-2021/launch.yaml";
    private const int Claims = 100;
    private const int Singles = 20;
    private const int BatchRows = 200;
    private const int VoucherSigner = 1;
    private static readonly UInt256 VoucherTokens = 5UL * UInt256.PowerOfTen(18);

    public static Command Create(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("demo", "Create, distribute, claim, pay, verify and report the ENS airdrop of 2021 on a fresh local chain", RunAsync),
        "bursar demo",
        "bursar demo && bursar verify examples/ens-2021/launch.yaml");

    private static async Task<Outcome> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        string root = Environment.GetEnvironmentVariable("BURSAR_ROOT") ?? Environment.CurrentDirectory;
        string path = Path.Combine(root, Launch);
        NetworkProfile network = Session.Networks(context).Find(Network).Value;
        await StartFreshAsync(context, network, cancellationToken);

        Step(context, 1, $"reading {Launch} and its list");
        LoadedLaunch loaded = new LaunchLoader(Session.Networks(context)).Load(path, Network, cancellationToken).Value;
        await using ChainConnection chain = (await ChainConnection.OpenAsync(network, null, context.Home, root, cancellationToken: cancellationToken)).Value;

        Step(context, 2, "planning");
        PlannedLaunch planned = (await new PlanLaunch(chain.Client).RunAsync(loaded, cancellationToken)).Value;
        string planFile = loaded.Beside(".plan.json");
        await File.WriteAllBytesAsync(planFile, PlanCodec.Write(planned.Plan), cancellationToken);
        if (!context.Terminal.Json)
            PlanView.Print(context.Terminal, planned, Path.GetRelativePath(root, planFile));

        Step(context, 3, $"applying {planned.Plan.Steps.Count} steps: tokens, site links, drop, vouchers, payout to 2,000");
        ISigner signer = await Session.SignerAsync(context, planned.Plan.Operator, network, cancellationToken);
        using (signer as IDisposable)
        await using (SqlJournal journal = await Session.OpenJournalAsync(context, cancellationToken))
        {
            await ApplyCommand.RunAsync(context, planned.Plan, loaded, chain, signer, journal, new OutboxOptions(), [], cancellationToken);

            Step(context, 4, $"{Claims} recipients claim");
            await ClaimAsync(context, chain, planned.Blueprint, cancellationToken);

            Step(context, 5, $"{Singles} accounts claim with a voucher each, {BatchRows} with one together");
            var send = new SendSteps(chain.Client, signer, journal, network, new PolicyPins(context.Home), TimeProvider.System);
            await ClaimVouchersAsync(context, send, planned.Blueprint, cancellationToken);
        }

        Step(context, 6, "verifying from the chain and the files alone, and writing the report");
        VerificationResult result = await VerifyCommand.VerifyAsync(context, chain, loaded, cancellationToken);
        string page = await VerifyCommand.WriteReportAsync(chain, result, loaded.Beside(".report"), cancellationToken);
        JsonObject json = VerifyCommand.ToJson(result);
        json["report"] = page;
        json["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1);
        return new Outcome(json, t =>
        {
            VerifyCommand.Print(t, result);
            t.Results.WriteLine($"report {Path.GetRelativePath(root, page)}");
            t.Results.WriteLine($"next   ./bursar verify {Launch}");
            t.Results.WriteLine($"took   {watch.Elapsed.TotalSeconds:0.0} s");
        }, result.IsOk ? 0 : (int)FaultKind.Refused);
    }

    /// <summary>The demo's own chain begins anew each time; no other chain is touched.</summary>
    private static async Task StartFreshAsync(CommandContext context, NetworkProfile network, CancellationToken cancellationToken)
    {
        string folder = ChainConnection.StateFolder(context.Home, network);
        if (!Directory.Exists(folder))
            return;
        await DetachedNode.StopAsync(ChainConnection.PidFile(context.Home, network), TimeSpan.FromSeconds(10), cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ClaimAsync(CommandContext context, ChainConnection chain, Blueprint blueprint, CancellationToken cancellationToken)
    {
        foreach (DropBlueprint drop in blueprint.Drops)
        {
            var claims = new RehearseClaims(chain.Client);
            await CountProgress.RunAsync(context.Terminal, "claiming", Claims, progress => claims.RunAsync(drop, Claims, progress, cancellationToken));
        }
    }

    /// <summary>The vouchers go to accounts of the airdrop's list; the batch goes through the outbox, as <c>voucher claim</c> sends it.</summary>
    private static async Task ClaimVouchersAsync(CommandContext context, SendSteps send, Blueprint blueprint, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecipientRow> people = blueprint.Drops[0].List.Rows;
        using PrivateKeySigner signer = LocalAccounts.Signer(VoucherSigner);
        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
        {
            var rehearse = new RehearseVouchers(send.Client);
            Address[] singles = [.. people.Skip(1).Take(Singles).Select(r => r.Account)];
            await CountProgress.RunAsync(context.Terminal, "claiming", Singles, progress =>
                rehearse.RunAsync(voucher, signer, singles, VoucherTokens, UInt256.Zero, progress, cancellationToken));
            RecipientRow[] rows = [.. people.Skip(1 + Singles).Take(BatchRows).Select(r => new RecipientRow(r.Account, VoucherTokens))];
            VoucherBatchPaper batch = await VoucherBatchPaper.SignAsync(
                signer, send.Network.ChainId, voucher.Address, rows, (UInt256)(ulong)Singles, 0, voucher.Parameters.Expiry, cancellationToken);
            _ = (await new UseVouchers(send).ClaimAsync(batch, DateTimeOffset.UtcNow, cancellationToken: cancellationToken)).Value;
        }
    }

    private static void Step(CommandContext context, int number, string what) => context.Terminal.Note($"[bold]{number}/6[/] {what}");
}
