using System.CommandLine;
using System.Globalization;
using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.Cli.Commands;

/// <summary>What the commands of pools and swaps take in common.</summary>
internal sealed class PoolTarget
{
    private const byte PercentDigits = 2;
    private const int MostBasisPoints = 5_000;
    private const int MostMinutes = 60 * 24 * 30;

    public Argument<string> Token { get; } = new("token") { Description = "The token's address" };

    public Argument<string> Quote { get; } = new("quote") { Description = "What it is exchanged for: a token's address, or native" };

    public Option<string> Slippage { get; } = new("--slippage") { Description = "How far the price may move until it happens, in percent", HelpName = "percent", DefaultValueFactory = _ => "0.5" };

    public Option<int> Deadline { get; } = new("--deadline") { Description = "In how many minutes it must have happened", HelpName = "minutes", DefaultValueFactory = _ => 20 };

    public Option<string?> To { get; } = new("--to") { Description = "Who gets it: an address, a key's name, or local:N (default: the account that signs)", HelpName = "account" };

    public Address TokenOf(CommandContext context) => TokenOf(context.Get(Token), "token");

    public Address QuoteOf(CommandContext context) => TokenOf(context.Get(Quote), "quote");

    /// <summary>A token's address; zero for the word native.</summary>
    public static Address TokenOf(string text, string field)
    {
        if (text == NativeTokenSpec.Word)
            return default;
        Address token = Accounts.Parse(text, field);
        return token.IsZero ? throw new FaultException(new Fault("cli.bad-address", "the zero address is no token.", field, "Write native for the chain's own coin.") { Kind = FaultKind.Usage }) : token;
    }

    /// <summary>The slippage in hundredths of a percent.</summary>
    public int SlippageOf(CommandContext context) =>
        Amount.TryParse(context.Get(Slippage)!, PercentDigits, out Amount percent) && percent.BaseUnits <= (UInt256)(ulong)MostBasisPoints
            ? (int)percent.BaseUnits
            : throw new FaultException(new Fault("pool.bad-slippage", $"'{context.Get(Slippage)}' is no slippage.", "--slippage", "Write percent from 0 to 50 with at most two digits after the point, for example 0.5.") { Kind = FaultKind.Usage });

    /// <summary>The deadline in seconds since 1970.</summary>
    public ulong DeadlineOf(CommandContext context)
    {
        int minutes = context.Get(Deadline);
        return minutes is > 0 and <= MostMinutes
            ? (ulong)DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds()
            : throw new FaultException(new Fault("pool.bad-deadline", $"{minutes.ToString(CultureInfo.InvariantCulture)} minutes are no deadline.", "--deadline", $"Write minutes from 1 to {MostMinutes}.") { Kind = FaultKind.Usage });
    }

    /// <summary>Who gets it, when that is said.</summary>
    public Address? ToOf(CommandContext context, NetworkProfile network) => context.Get(To) is { } text ? Accounts.Resolve(context, text, network, "--to") : null;

    /// <summary>The terms of providing and taking out.</summary>
    public LiquidityTerms TermsOf(CommandContext context, NetworkProfile network, UInt256 amount, string key) =>
        new() { Amount = amount, Slippage = SlippageOf(context), Deadline = DeadlineOf(context), To = ToOf(context, network), Key = key };

    /// <summary>An amount in whole tokens of a token that has to say how many decimals it has.</summary>
    public static async Task<Amount> AmountAsync(Sender sender, NetworkProfile network, Address token, string text, string field, CancellationToken cancellationToken)
    {
        PoolSide side = (await PoolSide.ReadAsync(sender.Send.Client, network, token, BlockTag.Latest, cancellationToken)).Value;
        return Parse(text, side.Decimals, field);
    }

    /// <summary>An amount above zero.</summary>
    public static Amount Parse(string text, byte decimals, string field) => Amount.TryParse(text, decimals, out Amount amount) && !amount.BaseUnits.IsZero
        ? amount
        : throw new FaultException(new Fault("cli.bad-amount", $"'{text}' is no amount above zero with at most {decimals} digits after the point.", field, "Write whole tokens, for example 1_000 or 0.25.") { Kind = FaultKind.Usage });

    /// <summary>All LP tokens of the account that signs.</summary>
    public static async Task<UInt256> LiquidityAsync(Sender sender, NetworkProfile network, Address token, Address quote, CancellationToken cancellationToken)
    {
        Address pool = UniswapV2Venue.Of(sender.Send.Client, network).PoolOf(token, quote);
        return (await sender.Send.Client.GetCodeAsync(pool, BlockTag.Latest, cancellationToken)).Length == 0
            ? UInt256.Zero
            : await sender.Send.Client.CallAsync(pool, new UniswapV2Pair.BalanceOfCall(sender.Send.Sender), BlockTag.Latest, cancellationToken);
    }
}
