using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Vouchers;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>voucher show</c>, <c>sign</c>, <c>claim</c>, <c>revoke</c> and <c>rotate</c>.</summary>
internal static class VoucherCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "voucher", "Write vouchers, have them paid, take them back", Show(factory), Sign(factory), Claim(factory), Revoke(factory), Rotate(factory), VoucherOwnerCommands.Budget(factory), VoucherOwnerCommands.ClawBack(factory));

    private static Argument<string> Drop => new("drop") { Description = "Address of the escrow that pays the vouchers" };

    private static Command Show(CommandFactory factory)
    {
        Argument<string> drop = Drop;
        return ExamplesHelp.With(
            factory.Create("show", "Show an escrow of vouchers: what it holds, who signs, how much they may still give out", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                VouchersState state = (await new ReadVouchers(chain.Client).RunAsync(Accounts.Parse(context.Get(drop), "drop"), cancellation)).Value;
                return new Outcome(ToJson(state), t =>
                {
                    SentView.Line(t, "vouchers", state.Address.ToString());
                    SentView.Line(t, "token", $"{state.Parameters.Token} ({state.Symbol ?? "no symbol"})");
                    SentView.Line(t, "holds", Text(state, state.Balance));
                    SentView.Line(t, "owner", $"{state.Owner}, who appoints signers");
                    SentView.Line(t, "signer", state.Parameters.Signer.IsZero ? "none at first" : $"{state.Parameters.Signer} may give out {Text(state, state.FirstBudget)}");
                });
            }, drop),
            "bursar voucher show 0x…");
    }

    private static Command Sign(CommandFactory factory)
    {
        Argument<string> drop = Drop;
        var to = new Option<string?>("--to") { Description = "Who is paid: an address, a key's name, or local:N", HelpName = "account" };
        var amount = new Option<string?>("--amount") { Description = "How much, in whole tokens", HelpName = "amount" };
        var list = new Option<string?>("--list") { Description = $"A list instead of --to and --amount: one voucher that pays up to {VoucherBatchPaper.MaxRows} accounts together", HelpName = "file" };
        var unit = new Option<string>("--unit", "-u") { Description = "What the list's amounts count: tokens or base units", DefaultValueFactory = _ => "tokens", HelpName = "tokens|base" };
        var nonce = new Option<string>("--number") { Description = "The voucher's number; each number of a signer is good once, dense numbers are cheapest", Required = true, HelpName = "number" };
        var lasts = new Option<string?>("--expires") { Description = "How long it is good: a number and h, d, w or y (default: for ever)", HelpName = "duration" };
        var from = new Option<string?>("--from", "-f") { Description = "The signer: a key's name, an address, or local:N (default on the local chain: local:0)", HelpName = "key" };
        return ExamplesHelp.With(
            factory.Create("sign", "Write a voucher, for one account or a list of them; nothing is sent", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                (string? one, string? many) = (context.Get(to), context.Get(list));
                if ((one is null) == (many is null) || (one is null) != (context.Get(amount) is null))
                    throw new FaultException(new Fault("voucher.to-or-list", "a voucher is for one account and an amount, or for a list.", "--to", "Give --to and --amount, or --list.") { Kind = FaultKind.Usage });
                Address account = one is null ? default : Accounts.Resolve(context, one, network, "--to");
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                VouchersState state = (await new ReadVouchers(chain.Client).RunAsync(Accounts.Parse(context.Get(drop), "drop"), cancellation)).Value;
                UInt256 number = Number(context.Get(nonce)!, "--number");
                ulong expiry = Expiry(context.Get(lasts));
                if (many is not null)
                {
                    var options = new ListReadOptions { FileName = many, Decimals = Decimals(context.Get(unit)!, state), MaxRows = VoucherBatchPaper.MaxRows };
                    RecipientList rows = ListFiles.Read(context, many, options, cancellation);
                    ISigner key = await Session.SignerAsync(context, Accounts.SenderOr(context.Get(from), network), network, cancellation);
                    using IDisposable? own = key as IDisposable;
                    new ActionGate(new PolicyPins(context.Home), TimeProvider.System).Require(key.Address, "voucher-sign");
                    return Written((await VoucherBatchPaper.SignAsync(key, network.ChainId, state.Address, rows.Rows, number, 0, expiry, cancellation)).ToJson());
                }

                if (!Amount.TryParse(context.Get(amount)!, state.Decimals, out Amount units) || units.BaseUnits.IsZero)
                    throw new FaultException(new Fault("voucher.bad-amount", $"'{context.Get(amount)}' is no amount of a token with {state.Decimals} decimals.", "--amount", "Write whole tokens, for example 1_000 or 0.25.") { Kind = FaultKind.Usage });
                ISigner signer = await Session.SignerAsync(context, Accounts.SenderOr(context.Get(from), network), network, cancellation);
                using IDisposable? held = signer as IDisposable;
                new ActionGate(new PolicyPins(context.Home), TimeProvider.System).Require(signer.Address, "voucher-sign");
                return Written((await VoucherPaper.SignAsync(signer, network.ChainId, state.Address, account, units.BaseUnits, number, 0, expiry, cancellation)).ToJson());
            }, drop, to, amount, list, unit, nonce, lasts, from),
            "bursar voucher sign 0x… --to 0x… --amount 25 --number 7 --expires 30d --from inviter --json > voucher.json",
            "bursar voucher sign 0x… --list winners.csv --number 8 --from inviter --json > batch.json");
    }

    private static Command Claim(CommandFactory factory)
    {
        var file = new Argument<string>("file") { Description = "The voucher's file" };
        var to = new Option<string?>("--to") { Description = "Who gets the tokens (default: the voucher's account)", HelpName = "account" };
        var send = new SendOptions("Who signs and pays the fee: anybody may (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("claim", "Have a voucher paid, or a batch", async (context, cancellation) =>
            {
                string path = context.Get(file);
                if (!File.Exists(path))
                    throw new FaultException(new Fault("voucher.not-found", $"there is no file '{path}'.", "file", "Name the file that the voucher's signer gave you.") { Kind = FaultKind.Usage });
                byte[] bytes = await File.ReadAllBytesAsync(path, cancellation);
                NetworkProfile network = Session.Network(context);
                if (VoucherBatchPaper.IsBatch(bytes))
                {
                    VoucherBatchPaper batch = VoucherBatchPaper.Read(bytes, path).Value;
                    if (context.Get(to) is not null)
                        throw new FaultException(new Fault("voucher.not-yours", "the rows of a batch say who is paid.", "--to", "Leave --to out.") { Kind = FaultKind.Usage });
                    await using Sender payer = await send.OpenAsync(context, network, cancellation);
                    UsedVouchers paid = (await StepProgress.RunAsync(context.Terminal, "claiming", 1, p =>
                        new UseVouchers(payer.Send).ClaimAsync(batch, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                    return SentView.Of(paid.Outcome, network,
                        [("vouchers", batch.Drop.ToString()), ("rows", $"{batch.Rows.Count}"), ("amount", Text(paid.Before, batch.Total)), ("units", batch.Total.ToString())]);
                }

                VoucherPaper paper = VoucherPaper.Read(bytes, path).Value;
                Address? receiver = context.Get(to) is { } text ? Accounts.Resolve(context, text, network, "--to") : null;
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedVouchers used = (await StepProgress.RunAsync(context.Terminal, "claiming", 1, p =>
                    new UseVouchers(sender.Send).ClaimAsync(paper, receiver, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network,
                    [("vouchers", paper.Drop.ToString()), ("account", paper.Account.ToString()), ("to", (receiver ?? paper.Account).ToString()), ("amount", Text(used.Before, paper.Amount)), ("units", paper.Amount.ToString())]);
            }, send.WithoutKey(file, to)),
            "bursar voucher claim voucher.json --from alice");
    }

    private static Command Revoke(CommandFactory factory)
    {
        Argument<string> drop = Drop;
        var signer = new Option<string>("--signer") { Description = "Whose vouchers: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var first = new Option<string>("--number") { Description = "Number of the first one", Required = true, HelpName = "number" };
        var count = new Option<string?>("--count") { Description = "How many, from there on (default: 1)", HelpName = "number" };
        var send = new SendOptions("The owner or the signer, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("revoke", "Make vouchers good for nothing", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(drop), "drop");
                Address whose = Accounts.Resolve(context, context.Get(signer)!, network, "--signer");
                UInt256 from = Number(context.Get(first)!, "--number");
                UInt256 many = Number(context.Get(count) ?? "1", "--count");
                if (many.IsZero || many > (UInt256)100_000UL)
                    throw new FaultException(new Fault("voucher.bad-number", "1 to 100000 vouchers are revoked at once.", "--count", "Revoke the rest afterwards, or dismiss the signer.") { Kind = FaultKind.Usage });
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedVouchers used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseVouchers(sender.Send).RevokeAsync(address, whose, from, many, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network, [("vouchers", address.ToString()), ("signer", whose.ToString()), ("first", from.ToString()), ("count", many.ToString())]);
            }, send.WithoutKey(drop, signer, first, count)),
            "bursar voucher revoke 0x… --signer inviter --number 100 --count 50 --from treasury");
    }

    private static Command Rotate(CommandFactory factory)
    {
        Argument<string> drop = Drop;
        var old = new Option<string>("--signer") { Description = "The signer that goes: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var next = new Option<string>("--to") { Description = "The signer that comes", Required = true, HelpName = "account" };
        var send = new SendOptions("The owner, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("rotate", "Give a signer's budget to another key; the vouchers of the first are good for nothing then", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(drop), "drop");
                Address goes = Accounts.Resolve(context, context.Get(old)!, network, "--signer");
                Address comes = Accounts.Resolve(context, context.Get(next)!, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedVouchers used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseVouchers(sender.Send).RotateAsync(address, goes, comes, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network, [("vouchers", address.ToString()), ("signer", goes.ToString()), ("to", comes.ToString())]);
            }, send.WithoutKey(drop, old, next)),
            "bursar voucher rotate 0x… --signer lost-key --to new-key --from treasury");
    }

    private static Outcome Written(JsonObject paper)
    {
        string text = paper.ToString();
        paper["ok"] = true;
        return new Outcome(paper, t => t.Results.MarkupLineInterpolated($"{text}"));
    }

    private static byte? Decimals(string unit, VouchersState state) => unit switch
    {
        "tokens" => state.Decimals,
        "base" => null,
        _ => throw new FaultException(new Fault("cli.bad-unit", $"'{unit}' is no unit.", "--unit", "Write tokens or base.") { Kind = FaultKind.Usage }),
    };

    private static string Text(VouchersState state, UInt256 units) => $"{new Amount(units, state.Decimals)} {state.Symbol}".TrimEnd();

    private static UInt256 Number(string text, string option) => UInt256.TryParse(text, out UInt256 number)
        ? number
        : throw new FaultException(new Fault("voucher.bad-number", $"'{text}' is no number.", option, "Write a whole number without signs.") { Kind = FaultKind.Usage });

    private static ulong Expiry(string? duration) =>
        duration is null ? 0 : checked((ulong)(DateTimeOffset.UtcNow + SiteCheckCommands.ParseDuration(duration)).ToUnixTimeSeconds());

    private static JsonObject ToJson(VouchersState state) => new()
    {
        ["ok"] = true,
        ["address"] = state.Address.ToString(),
        ["token"] = state.Parameters.Token.ToString(),
        ["symbol"] = state.Symbol,
        ["decimals"] = state.Decimals,
        ["owner"] = state.Owner.ToString(),
        ["signer"] = state.Parameters.Signer.ToString(),
        ["budget"] = state.FirstBudget.ToString(),
        ["total"] = state.Parameters.Total.ToString(),
        ["balance"] = state.Balance.ToString(),
    };
}
