using Bursar.App.Tokens;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Making tokens and finding them.</summary>
public sealed class TokenArea
{
    private readonly ClientCore _core;

    internal TokenArea(ClientCore core) => _core = core;

    /// <summary>Creates a token, or finds it created: the same options never make a second one.</summary>
    /// <param name="options">What it is to be.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <returns>The token; <see cref="Token.Existed"/> tells whether it was there before.</returns>
    /// <exception cref="FaultException">It cannot be made so, or the chain refused.</exception>
    public async Task<Token> CreateAsync(TokenOptions options, CancellationToken cancellationToken = default)
    {
        TokenOrder order = Order(options);
        CreatedToken created = await _core.SendAsync(
            () => new CreateToken(_core.Steps).RunAsync(order, _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken);
        return new Token(_core, created.Address, options.Name, options.Symbol, options.Decimals, created.Existed);
    }

    /// <summary>Where the token of these options is or will be.</summary>
    public Address AddressOf(TokenOptions options) => new CreateToken(_core.Steps).AddressOf(Order(options));

    /// <summary>A token that exists, whoever made it.</summary>
    /// <exception cref="FaultException">No token is there, or it does not say how many decimals it has.</exception>
    public async Task<Token> OpenAsync(Address token, CancellationToken cancellationToken = default)
    {
        TokenFacts facts = await ShowAsync(token, cancellationToken);
        byte decimals = facts.Decimals ?? throw new FaultException(new Fault(
            "token.no-decimals", $"the contract at {token} does not say how many decimals it has.", "token", "Use base units and the Chain client for it.")
        { Kind = FaultKind.Refused });
        return new Token(_core, token, facts.Name ?? "", facts.Symbol ?? "", decimals, existed: true);
    }

    /// <summary>What the chain says of a token: name, supply, owner of record, and its powers in plain words.</summary>
    /// <exception cref="FaultException">No token is there.</exception>
    public Task<TokenFacts> ShowAsync(Address token, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadToken(_core.Chain).RunAsync(token, null, cancellationToken)).Value);

    private static TokenOrder Order(TokenOptions options) => new()
    {
        Name = options.Name,
        Symbol = options.Symbol,
        Decimals = options.Decimals,
        Supply = options.Supply.With(options.Decimals).BaseUnits,
        Owner = options.Owner,
        Genesis = [.. options.Genesis.Select(g => new RecipientRow(g.To, g.Amount.With(options.Decimals).BaseUnits))],
        Salt = options.IdempotencyKey,
    };
}
