using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Reporting;
using Bursar.App.Verification;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>verify</c> and <c>report</c>: re-derive everything from the chain and the inputs, and say or publish what was found.</summary>
internal static class VerifyCommand
{
    private const int MostDifferences = 50;

    public static Command CreateVerify(CommandFactory factory)
    {
        var launch = new Argument<string>("launch") { Description = "The launch file" };
        return ExamplesHelp.With(
            factory.Create("verify", "Re-derive a launch from the chain and its files alone, and state every difference", async (context, cancellation) =>
            {
                LoadedLaunch loaded = Session.LoadLaunch(context, context.Get(launch), cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellation);
                VerificationResult result = await VerifyAsync(context, chain, loaded, cancellation);
                SettledBlocks settled = await SettledBlocks.ReadAsync(chain.Client, chain.Network, cancellation);
                JsonObject json = ToJson(result);
                json["safe"] = settled.Safe;
                json["final"] = settled.Final;
                return new Outcome(json, t => { Print(t, result); Print(t, result, settled, chain.Network); }, result.IsOk ? 0 : (int)FaultKind.Refused);
            }, launch),
            "bursar verify launch.yaml",
            "bursar verify launch.yaml --network base --rpc https://… --json");
    }

    public static Command CreateReport(CommandFactory factory)
    {
        var launch = new Argument<string>("launch") { Description = "The launch file" };
        var output = new Option<string?>("--out", "-o") { Description = "Folder of the report (default: beside the launch file, as <name>.report)", HelpName = "folder" };
        return ExamplesHelp.With(
            factory.Create("report", "Verify a launch and write a report: a page with plots, JSON and CSV files", async (context, cancellation) =>
            {
                LoadedLaunch loaded = Session.LoadLaunch(context, context.Get(launch), cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellation);
                VerificationResult result = await VerifyAsync(context, chain, loaded, cancellation);
                string page = await WriteReportAsync(chain, result, context.Get(output) ?? loaded.Beside(".report"), cancellation);
                JsonObject json = ToJson(result);
                json["report"] = page;
                return new Outcome(json, t => { Print(t, result); t.Results.WriteLine($"report {page}"); }, result.IsOk ? 0 : (int)FaultKind.Refused);
            }, launch, output),
            "bursar report launch.yaml --out public/");
    }

    public static async Task<VerificationResult> VerifyAsync(CommandContext context, ChainConnection chain, LoadedLaunch loaded, CancellationToken cancellationToken)
    {
        context.Terminal.Note($"[grey]deriving addresses, roots and rows[/]");
        Blueprint blueprint = BlueprintBuilder.Build(loaded);
        var progress = new Progress<string>(what => context.Terminal.Note($"[grey]checking {SafeText.Printable(what)}[/]"));
        return await new VerifyLaunch(chain.Client).RunAsync(blueprint, progress, cancellationToken);
    }

    public static async Task<string> WriteReportAsync(ChainConnection chain, VerificationResult result, string folder, CancellationToken cancellationToken)
    {
        SettledBlocks settled = await SettledBlocks.ReadAsync(chain.Client, chain.Network, cancellationToken);
        return await ReportWriter.WriteAsync(ReportBuilder.Build(result, settled, DateTimeOffset.UtcNow), folder, cancellationToken);
    }

    public static void Print(Terminal terminal, VerificationResult result)
    {
        foreach (Check check in result.Differences.Take(MostDifferences))
        {
            string row = check.Row is null ? "" : $" {SafeText.Printable(check.Row)}";
            terminal.Results.MarkupLineInterpolated($"[red]differs[/] {check.Subject}: {check.What}{row}");
            terminal.Results.MarkupLineInterpolated($"        expected {SafeText.Printable(check.Expected)}");
            terminal.Results.MarkupLineInterpolated($"        found    {SafeText.Printable(check.Found)}");
        }

        int differences = result.Differences.Count();
        if (differences > MostDifferences)
            terminal.Results.MarkupLineInterpolated($"… and {differences - MostDifferences} more; --json prints all");
        foreach (TokenBlueprint token in result.Blueprint.Tokens.Where(t => t.Tables.Count > 0))
            terminal.Results.MarkupLineInterpolated($"genesis {token.Spec.Key}: {token.Genesis.Count:N0} first holders in {token.Tables.Count} tables of code");
        foreach (DropBlueprint drop in result.Blueprint.Drops)
        {
            DropFacts facts = result.Facts.Drops[drop.Address];
            terminal.Results.MarkupLineInterpolated($"drop {drop.Spec.Key}: {drop.List.Count:N0} rows, total {drop.List.Total}, root {drop.Tree.Root}, {facts.Claims.Count:N0} claimed");
        }

        foreach (VoucherBlueprint voucher in result.Blueprint.Vouchers)
        {
            VoucherFacts facts = result.Facts.Vouchers[voucher.Address];
            terminal.Results.MarkupLineInterpolated($"vouchers {voucher.Spec.Key}: {facts.Vouchers:N0} paid to {facts.Payments.Count:N0} accounts, {facts.Paid} of {voucher.Parameters.Total}");
        }

        foreach (ProgrammeBlueprint programme in result.Blueprint.Programmes)
        {
            ProgrammeFacts facts = result.Facts.Programmes[programme.Address];
            string active = facts.Active is { } list ? $"list {list.Id} of {facts.Lists.Count} is active" : $"none of {facts.Lists.Count} lists is active";
            terminal.Results.MarkupLineInterpolated($"programme {programme.Spec.Key}: {active}, {facts.Accounts:N0} accounts were paid");
        }

        foreach (StakingBlueprint pool in result.Blueprint.Staking)
        {
            StakingFacts facts = result.Facts.Staking[pool.Address];
            string staked = pool.Spec.Nfts ? $"{facts.Staked} NFTs" : $"{new Amount(facts.Staked, pool.Token.Spec.Decimals)} {pool.Token.Symbol}";
            terminal.Results.MarkupLineInterpolated($"staking {pool.Spec.Key}: {(facts.Open ? $"{staked} of {facts.Stakers:N0} accounts are staked" : "not made yet")}");
        }

        foreach (PayoutBlueprint payout in result.Blueprint.Payouts)
            terminal.Results.MarkupLineInterpolated($"payout {payout.Spec.Key}: {result.Facts.Payouts[payout.Run].Batches.Count} of {payout.Batches.Count} batches paid, {payout.List.Count:N0} rows, total {payout.List.Total}");
        if (result.IsOk)
            terminal.Results.MarkupLineInterpolated($"[green]verified[/]: all {result.Checks.Count} checks hold at block {result.Facts.Head.Number}");
        else
            terminal.Results.MarkupLineInterpolated($"[red]not verified[/]: {differences} of {result.Checks.Count} checks do not hold at block {result.Facts.Head.Number}");
    }

    /// <summary>How firm the block is at which was verified, in the words of the chain.</summary>
    private static void Print(Terminal terminal, VerificationResult result, SettledBlocks settled, NetworkProfile network)
    {
        var ladder = StateLadder.Of(network);
        ulong block = result.Facts.Head.Number;
        string word = block <= settled.Final ? ladder.Final : block <= settled.Safe ? ladder.Safe : ladder.Seen;
        string safe = ladder.Safe == ladder.Final ? "" : $", {ladder.Safe} up to {settled.Safe}";
        terminal.Results.MarkupLineInterpolated($"state    block {block} is {word}; {ladder.Final} up to {settled.Final}{safe}");
    }

    public static JsonObject ToJson(VerificationResult result) => new()
    {
        ["ok"] = result.IsOk,
        ["block"] = result.Facts.Head.Number,
        ["blockHash"] = result.Facts.Head.Hash.ToString(),
        ["checks"] = new JsonArray([.. result.Checks.Select(c => (JsonNode)new JsonObject
        {
            ["subject"] = c.Subject, ["what"] = c.What, ["row"] = c.Row, ["expected"] = c.Expected, ["found"] = c.Found, ["ok"] = c.Ok,
        })]),
    };
}
