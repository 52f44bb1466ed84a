using System.Text;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>Creates a token. The same order creates one token, however often it is given.</summary>
public sealed class CreateToken(SendSteps send)
{
    private const int MaxName = 64;
    private const int MaxSymbol = 20;
    private const int MaxUri = 255;
    private const int MaxDecimals = 38;

    /// <summary>Where the token of an order is or will be.</summary>
    public Address AddressOf(TokenOrder order) => Deployments.TokenAddress(Parameters(order), send.Sender, SaltOf(order));

    /// <summary>Creates the token, or finds it created.</summary>
    /// <param name="order">What it is to be.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same order goes on.</param>
    public async Task<Result<CreatedToken>> RunAsync(
        TokenOrder order, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Fault> faults = Check(order);
        if (faults.Count > 0)
            return Result<CreatedToken>.Fail(faults);
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        await ChainGuard.RequireDeployerAsync(send.Client, cancellationToken);
        TokenFactory.TokenParameters parameters = Parameters(order);
        Hash32 salt = SaltOf(order);
        Address address = Deployments.TokenAddress(parameters, send.Sender, salt);
        PlanStep factory = PlanSteps.DeployFactory();
        byte[] data = new TokenFactory.CreateTokenCall(parameters, salt).Encode();
        var create = new PlanStep
        {
            Id = $"token-create/{address}",
            Title = $"Create {order.Symbol} with a supply of {new Amount(order.Supply, order.Decimals)}",
            To = Deployments.TokenFactoryAddress,
            Data = data,
            Gas = GasModel.NewToken(data, TokenCode.Runtime(parameters).Length, Math.Max(order.Genesis.Count, 1)),
            Check = new StepCheck(address),
            After = [factory.Id],
        };
        bool existed = (await send.Client.GetCodeAsync(address, BlockTag.Latest, cancellationToken)).Length > 0;
        Result<OutboxOutcome> sent = await send.RunAsync(new SendOrder { Steps = [factory, create], Key = KeyOf(order) }, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome)
            ? new CreatedToken(address, existed, outcome)
            : Result<CreatedToken>.Fail(sent.Faults);
    }

    private TokenFactory.TokenParameters Parameters(TokenOrder order)
    {
        Address owner = order.Owner ?? send.Sender;
        IReadOnlyList<(Address Account, UInt256 Amount)> rows = TokenRows.Order(order.Genesis.Select(r => (r.Account, r.Amount)));
        byte[] packed = rows.Count == 0 || (rows.Count == 1 && rows[0].Account == owner) ? [] : TokenRows.Pack(rows, order.Supply);
        UInt256 limit = order.Kind == TokenKind.Managed ? order.Limit ?? order.Supply : UInt256.Zero;
        return new TokenFactory.TokenParameters((byte)order.Kind, (byte)order.Form, order.Decimals, owner, order.Supply, limit, order.Name, order.Symbol, order.Uri ?? "", packed);
    }

    /// <summary>With a salt of its own, the order is one wish: the journal refuses another order under the same salt, which would be a second token.</summary>
    private static string? KeyOf(TokenOrder order)
    {
        if (order.Salt is null)
            return null;
        string key = $"token:{order.Salt}";
        return SendSteps.CheckKey(key).IsOk ? key : $"token:{SaltOf(order).ToString()[2..50]}";
    }

    private static Hash32 SaltOf(TokenOrder order) => Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar/1/token-create/{order.Salt ?? order.Symbol}"));

    private static List<Fault> Check(TokenOrder order)
    {
        var faults = new List<Fault>();
        if (!PlainText.IsLine(order.Name, MaxName))
            faults.Add(Bad($"the name is not one line of 1 to {MaxName} characters without blanks around it.", "name", "Shorten it, or remove line breaks and outer blanks."));
        if (!PlainText.IsLine(order.Symbol, MaxSymbol) || order.Symbol.Any(char.IsWhiteSpace))
            faults.Add(Bad($"the symbol is not one word of 1 to {MaxSymbol} characters.", "symbol", "Symbols are short and have no blanks."));
        if (order.Decimals > MaxDecimals)
            faults.Add(Bad($"{order.Decimals} decimals are more than {MaxDecimals}.", "decimals", "Usual are 18 and 6."));
        if (order.Supply.IsZero && order.Kind != TokenKind.Managed)
            faults.Add(Bad("the supply is zero.", "supply", "Nothing can be minted later: give the whole supply."));
        if (!(order.Supply >> 128).IsZero)
            faults.Add(Bad("the supply is 2^128 base units or more.", "supply", "Use fewer decimals or a smaller supply."));
        if (order.Kind == TokenKind.Genesis)
            faults.Add(Bad("a genesis token is created by a launch file.", "kind", "Write 'kind: genesis' in a launch file, or take another kind."));
        if (order.Limit is { } limit && (order.Kind != TokenKind.Managed || limit < order.Supply || !(limit >> 127).IsZero))
            faults.Add(Bad("the limit is for managed tokens, not below the supply, and below 2^127 base units.", "limit", "It counts everything that is ever made, the supply included."));
        if (order.Kind == TokenKind.Managed && order.Supply.IsZero && order.Limit is not { IsZero: false })
            faults.Add(Bad("nothing could ever be made of this token.", "limit", "Give a supply, a limit, or both."));
        if (order.Uri is { } uri && (uri.Length is 0 or > MaxUri || uri.Any(c => c is <= ' ' or > '~')))
            faults.Add(Bad($"the description's address is not 1 to {MaxUri} printable ASCII characters without blanks.", "uri", "Write an address such as ipfs://… and percent-encode what is special."));
        if (order.Owner is { IsZero: true })
            faults.Add(Bad("the zero address cannot own anything.", "owner", "Give the account's own address, or leave it out for the sender's."));
        if (order.Genesis.Count > GenesisSpec.MaxRows)
            faults.Add(Bad($"the genesis has {order.Genesis.Count} rows; one transaction takes at most {GenesisSpec.MaxRows}.", "genesis", "Mint to one account and distribute with a payout or a drop."));
        if (order.Genesis.Count > 0 && SumOf(order.Genesis) != order.Supply)
        {
            faults.Add(Bad($"the genesis does not add up to the supply of {new Amount(order.Supply, order.Decimals)}.", "genesis",
                "The whole supply is minted at creation, so its rows must add up to it exactly."));
        }

        return faults;
    }

    private static UInt256? SumOf(IReadOnlyList<RecipientRow> rows)
    {
        UInt256 sum = UInt256.Zero;
        foreach (RecipientRow row in rows)
        {
            if (!UInt256.TryAdd(sum, row.Amount, out sum))
                return null;
        }

        return sum;
    }

    private static Fault Bad(string message, string field, string hint) => new("token.bad-order", message, field, hint);
}

/// <summary>A token that somebody wants.</summary>
public sealed record TokenOrder
{
    /// <summary>Its name, one line of at most 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its symbol, one word of at most 20 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>What it can do.</summary>
    public TokenKind Kind { get; init; }

    /// <summary>How its code stands on the chain.</summary>
    public TokenForm Form { get; init; } = TokenForm.Direct;

    /// <summary>How much may ever be made of a managed token, the supply included, in base units; null for the supply.</summary>
    public UInt256? Limit { get; init; }

    /// <summary>Where it is described (ERC-7572); null for nowhere.</summary>
    public string? Uri { get; init; }

    /// <summary>Digits after the point, 0 to 38.</summary>
    public byte Decimals { get; init; } = 18;

    /// <summary>The supply at birth, in base units; the whole supply of kinds that make no more.</summary>
    public required UInt256 Supply { get; init; }

    /// <summary>Who manages a managed token, and the owner of record of the others, without any power; null for the sender.</summary>
    public Address? Owner { get; init; }

    /// <summary>Who holds the supply at first, adding up to it; empty for the owner alone.</summary>
    public IReadOnlyList<RecipientRow> Genesis { get; init; } = [];

    /// <summary>Tells apart tokens that are alike in everything else; null for the symbol.</summary>
    public string? Salt { get; init; }
}

/// <summary>A token that exists.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Existed">True when it was there before this was asked for.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record CreatedToken(Address Address, bool Existed, OutboxOutcome Outcome);
