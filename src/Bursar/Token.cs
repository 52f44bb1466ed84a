using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar;

/// <summary>A token, as the client's account uses it.</summary>
/// <remarks>
/// The chain cannot tell a repeated transfer from a second one. Give an idempotency key of your own (an invoice number, an order id) to every
/// transfer that a program may repeat: the journal carries each key out once. Without one, every call is a new transfer.
/// </remarks>
public sealed class Token
{
    private readonly ClientCore _core;

    internal Token(ClientCore core, Address address, string name, string symbol, byte decimals, bool existed)
    {
        _core = core;
        Address = address;
        Name = name;
        Symbol = symbol;
        Decimals = decimals;
        Existed = existed;
    }

    private delegate Task<Result<OutboxOutcome>> Move(MoveTokens tokens, Amount amount, string key);

    /// <summary>Where it is.</summary>
    public Address Address { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its symbol.</summary>
    public string Symbol { get; }

    /// <summary>Digits after the point.</summary>
    public byte Decimals { get; }

    /// <summary>True when it was there before this object was asked for.</summary>
    public bool Existed { get; }

    /// <summary>A token stands for its address.</summary>
    public static implicit operator Address(Token token) => token.Address;

    /// <summary>An amount of this token.</summary>
    /// <exception cref="FaultException">It is no amount with at most <see cref="Decimals"/> digits after the point.</exception>
    public Amount Amount(Quantity quantity) => quantity.With(Decimals);

    /// <summary>Gives <paramref name="amount"/> of the account's own to <paramref name="to"/>.</summary>
    /// <param name="to">Who gets it.</param>
    /// <param name="amount">How much.</param>
    /// <param name="idempotencyKey">Names this very transfer; null for a fresh key.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    public Task<Sent> TransferAsync(Address to, Quantity amount, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        MoveAsync(amount, idempotencyKey, (tokens, exact, key) => tokens.TransferAsync(Address, to, exact, key, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Lets <paramref name="spender"/> take at most <paramref name="amount"/> of the account's, instead of what it could before; 0 ends it.</summary>
    /// <param name="spender">Who may take it.</param>
    /// <param name="amount">How much.</param>
    /// <param name="idempotencyKey">Names this very approval; null for a fresh key.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    public Task<Sent> ApproveAsync(Address spender, Quantity amount, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        MoveAsync(amount, idempotencyKey, (tokens, exact, key) => tokens.ApproveAsync(Address, spender, exact, key, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Gives <paramref name="amount"/> of <paramref name="owner"/>'s, who approved the client's account, to <paramref name="to"/>.</summary>
    /// <param name="owner">Whose tokens.</param>
    /// <param name="to">Who gets them.</param>
    /// <param name="amount">How much.</param>
    /// <param name="idempotencyKey">Names this very transfer; null for a fresh key.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    public Task<Sent> TransferFromAsync(Address owner, Address to, Quantity amount, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        MoveAsync(amount, idempotencyKey, (tokens, exact, key) => tokens.TransferFromAsync(Address, owner, to, exact, key, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>What an account has.</summary>
    public Task<Amount> BalanceOfAsync(Address account, CancellationToken cancellationToken = default) =>
        ReadAsync(new Erc20.BalanceOfCall(account), cancellationToken);

    /// <summary>What <paramref name="spender"/> may still take of <paramref name="owner"/>'s.</summary>
    public Task<Amount> AllowanceAsync(Address owner, Address spender, CancellationToken cancellationToken = default) =>
        ReadAsync(new Erc20.AllowanceCall(owner, spender), cancellationToken);

    /// <summary>How much there is of it in all.</summary>
    public Task<Amount> TotalSupplyAsync(CancellationToken cancellationToken = default) => ReadAsync(new Erc20.TotalSupplyCall(), cancellationToken);

    /// <summary>Symbol and address.</summary>
    public override string ToString() => $"{Symbol} at {Address}";

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private async Task<Sent> MoveAsync(Quantity amount, string? idempotencyKey, Move move, CancellationToken cancellationToken)
    {
        Amount exact = Amount(amount);
        string key = idempotencyKey ?? SendSteps.NewKey();
        OutboxOutcome outcome = await _core.SendAsync(() => move(new MoveTokens(_core.Steps), exact, key), cancellationToken);
        return new Sent(key, outcome);
    }

    private Task<Amount> ReadAsync(IContractCall<UInt256> call, CancellationToken cancellationToken) =>
        ClientCore.DescribeAsync(async () => new Amount(await _core.Chain.CallAsync(Address, call, BlockTag.Latest, cancellationToken), Decimals));
}
