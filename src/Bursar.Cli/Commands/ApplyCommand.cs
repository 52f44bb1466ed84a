using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Courier;
using Bursar.App.Execution;
using Bursar.App.Networks;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Storage;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>apply</c>: does what a plan says, once, whatever happens in between.</summary>
internal static class ApplyCommand
{
    private const int NativeDecimals = 18;

    public static Command Create(CommandFactory factory)
    {
        var plan = new Argument<string>("plan") { Description = "The plan file that 'bursar plan' wrote" };
        var noWait = new Option<bool>("--no-wait") { Description = "Return when every step is in a block; exit code 5 says that not all is final yet" };
        var maxFee = new Option<string?>("--max-fee") { Description = "Most that is offered for a unit of gas, in wei", HelpName = "wei" };
        var approvals = new Option<string[]>("--approval") { Description = "A file with an approval; those beside the plan are found by themselves", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("apply", "Carry out a plan; run it again after any interruption and it goes on where it was", (context, cancellation) =>
                RunAsync(context, context.Get(plan), context.Get(noWait), context.Get(maxFee), context.Get(approvals) ?? [], cancellation), plan, noWait, maxFee, approvals),
            "bursar apply launch.plan.json",
            "BURSAR_PASSWORD_FD=3 bursar apply launch.plan.json --rpc https://… 3<password.txt");
    }

    private static async Task<Outcome> RunAsync(CommandContext context, string path, bool noWait, string? maxFee, string[] named, CancellationToken cancellationToken)
    {
        Plan plan = ReadPlan(path);
        var options = new OutboxOptions { WaitForFinality = !noWait, MaxFeePerGas = ParseFee(maxFee) };
        string launch = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, plan.LaunchFile);
        LoadedLaunch loaded = new LaunchLoader(Session.Networks(context)).Load(launch, plan.Network, cancellationToken).Value;
        ApprovalPaper[] approvals = [.. ApprovalFile.Read(path, named).Value.Select(f => f.Paper).OfType<ApprovalPaper>()];
        if (plan.Operator == loaded.Launch.Safe)
        {
            throw new FaultException(new Fault("apply.operator-is-safe", $"{plan.Operator} is a Safe: its owners sign its transactions, it has no key of its own.", "operator",
                $"Run 'bursar safe propose {path}' and let them sign; docs/safe.md shows the way.")
            { Kind = FaultKind.Refused });
        }

        await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellationToken);
        await using SqlJournal journal = await Session.OpenJournalAsync(context, cancellationToken);
        ISigner signer = await CourierAsync(context, plan, loaded, journal, options, cancellationToken) ?? await Session.SignerAsync(context, plan.Operator, loaded.Network, cancellationToken);
        using var held = signer as IDisposable;
        options = options with { TryBeforeSending = signer is CourierSigner };
        return await RunAsync(context, plan, loaded, chain, signer, journal, options, approvals, cancellationToken);
    }

    /// <summary>What was signed for the plan on a machine without network, when the operator's key is not here.</summary>
    private static async Task<ISigner?> CourierAsync(CommandContext context, Plan plan, LoadedLaunch loaded, IJournal journal, OutboxOptions options, CancellationToken cancellationToken)
    {
        if (Session.HasKey(context, plan.Operator, loaded.Network) || new CourierFolder(context.Home).Signed(plan.Hash) is not { } signed)
            return null;
        JournalRun? run = await journal.FindRunAsync(plan.Hash, plan.ChainId, cancellationToken);
        IReadOnlyList<JournalTransaction> known = run is null ? [] : await journal.GetTransactionsAsync(run.Id, cancellationToken);
        return new CourierSigner(plan.Operator, signed, known.Select(t => t.Hash), options.MaxFeePerGas);
    }

    /// <summary>Applies a plan that has been read, with a progress bar.</summary>
    public static async Task<Outcome> RunAsync(
        CommandContext context, Plan plan, LoadedLaunch loaded, ChainConnection chain, ISigner signer, IJournal journal, OutboxOptions options, IReadOnlyList<ApprovalPaper> approvals, CancellationToken cancellationToken)
    {
        var apply = new ApplyPlan(chain.Client, signer, journal, new PolicyPins(context.Home), TimeProvider.System) { Approvals = approvals };
        OutboxOutcome outcome = (await StepProgress.RunAsync(context.Terminal, "sending", plan.Steps.Count, progress =>
            apply.RunAsync(plan, loaded, options, progress, cancellationToken), StateLadder.Of(loaded.Network))).Value;
        var ladder = StateLadder.Of(loaded.Network);
        var json = new JsonObject
        {
            ["ok"] = true,
            ["final"] = outcome.IsFinal,
            ["fees"] = outcome.GasFees.ToString(),
            ["steps"] = new JsonArray([.. outcome.Steps.Select(s => (JsonNode)new JsonObject
            {
                ["id"] = s.Id, ["state"] = s.State.ToString().ToLowerInvariant(), ["word"] = ladder.WordOf(s.State), ["transaction"] = s.Transaction?.ToString(), ["gasUsed"] = s.GasUsed,
            })]),
        };
        return new Outcome(json, t => Print(t, outcome, loaded), outcome.IsFinal ? 0 : (int)FaultKind.NotFinal);
    }

    public static Plan ReadPlan(string path)
    {
        if (!File.Exists(path))
            throw new FaultException(new Fault("plan.not-found", $"there is no plan file '{path}'.", Hint: "Make one with 'bursar plan launch.yaml'."));
        return PlanCodec.Read(File.ReadAllBytes(path), path).Value;
    }

    private static void Print(Terminal terminal, OutboxOutcome outcome, LoadedLaunch loaded)
    {
        string done = outcome.IsFinal ? "every step is final" : "every step is in a block, but not all are final yet; run 'bursar apply' again to wait";
        terminal.Results.MarkupLineInterpolated($"{outcome.Steps.Count} steps: {done}");
        terminal.Results.MarkupLineInterpolated($"state {StateLadder.Of(loaded.Network).Describe(outcome)}");
        terminal.Results.MarkupLineInterpolated($"fees  {new Amount(outcome.GasFees, NativeDecimals)} {loaded.Network.NativeSymbol}");
        terminal.Results.MarkupLineInterpolated($"next  bursar verify {loaded.Launch.FileName}");
    }

    private static UInt256? ParseFee(string? text)
    {
        if (text is null)
            return null;
        return UInt256.TryParseDecimal(text, out UInt256 fee)
            ? fee
            : throw new FaultException(new Fault("cli.bad-fee", $"'{text}' is no number of wei.", "--max-fee", "Write digits only, for example 30000000000 for 30 gwei.") { Kind = FaultKind.Usage });
    }
}
