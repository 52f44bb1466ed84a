using System.CommandLine;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>The options of every command that sends something.</summary>
internal sealed class SendOptions(string fromDescription = "Who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)")
{
    public Option<string?> From { get; } = new("--from", "-f") { Description = fromDescription, HelpName = "key" };

    public Option<string?> Key { get; } = new("--idempotency-key")
    {
        Description = "Your own name for this action (an invoice number): under one name nothing is ever sent twice",
        HelpName = "text",
    };

    public Option<bool> NoWait { get; } = new("--no-wait") { Description = "Return when it is in a block; exit code 5 says that it is not final yet" };

    public Option<string?> MaxFee { get; } = new("--max-fee") { Description = "Most that is offered for a unit of gas, in wei", HelpName = "wei" };

    public Option<bool> FinishOthers { get; } = new("--finish-others") { Description = "Send along what an interrupted command left under way from this account" };

    public Option<bool> AfterRestore { get; } = new("--after-restore") { Description = "The journal was put back to a backup, and you have looked: this was not sent since then" };

    /// <summary>The options of actions that the chain itself knows, so that they need no key.</summary>
    public Symbol[] WithoutKey(params Symbol[] own) => [.. own, From, NoWait, MaxFee, FinishOthers];

    /// <summary>All options.</summary>
    public Symbol[] With(params Symbol[] own) => [.. own, From, Key, NoWait, MaxFee, FinishOthers, AfterRestore];

    /// <summary>How to send.</summary>
    public OutboxOptions Read(CommandContext context) => new()
    {
        WaitForFinality = !context.Get(NoWait),
        FinishOtherRuns = context.Get(FinishOthers),
        SendUnclear = context.Get(AfterRestore),
        MaxFeePerGas = ParseFee(context.Get(MaxFee)),
    };

    /// <summary>The name of this action: what was given, or a fresh one, which is told so that a repetition can use it.</summary>
    public string KeyOf(CommandContext context)
    {
        if (context.Get(Key) is { } given)
            return SendSteps.CheckKey(given).Value;
        string key = SendSteps.NewKey();
        context.Terminal.Note($"[grey]if this is interrupted, repeat it with --idempotency-key {key}[/]");
        return key;
    }

    /// <summary>Opens everything that sending needs.</summary>
    public Task<Sender> OpenAsync(CommandContext context, CancellationToken cancellationToken) => OpenAsync(context, Session.Network(context), cancellationToken);

    /// <summary>Opens everything that sending needs, on a network that is known already.</summary>
    public Task<Sender> OpenAsync(CommandContext context, NetworkProfile network, CancellationToken cancellationToken) =>
        Sender.OpenAsync(context, network, Accounts.SenderOr(context.Get(From), network), cancellationToken);

    private static UInt256? ParseFee(string? text)
    {
        if (text is null)
            return null;
        return UInt256.TryParseDecimal(text, out UInt256 fee)
            ? fee
            : throw new FaultException(new Fault("cli.bad-fee", $"'{text}' is no number of wei.", "--max-fee", "Write digits only, for example 30000000000 for 30 gwei.") { Kind = FaultKind.Usage });
    }
}
