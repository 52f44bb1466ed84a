using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>One side of a pool, or of a swap.</summary>
/// <param name="Token">The token; the zero address for the chain's own coin.</param>
/// <param name="Symbol">Symbol for people.</param>
/// <param name="Decimals">Its decimals.</param>
public sealed record PoolSide(Address Token, string Symbol, byte Decimals)
{
    /// <summary>Whether it is the chain's own coin.</summary>
    public bool IsCoin => Token.IsZero;

    /// <summary>An amount with its symbol.</summary>
    public string Text(UInt256 units) => $"{new Amount(units, Decimals)} {Symbol}";

    /// <summary>Reads a token, or knows the coin.</summary>
    /// <returns>The side, or <c>token.not-there</c> or <c>token.no-decimals</c>.</returns>
    public static async Task<Result<PoolSide>> ReadAsync(EthereumClient client, NetworkProfile network, Address token, BlockTag at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(network);
        if (token.IsZero)
            return new PoolSide(token, network.NativeSymbol, Asset.NativeDecimals);
        if ((await client.GetCodeAsync(token, at, cancellationToken)).Length == 0)
            return ReadToken.NotThere(token, network.Title);
        byte? decimals = await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), at, cancellationToken);
        if (decimals is null or > Amount.MaxDecimals)
            return new Fault("token.no-decimals", $"the contract at {token} does not say how many decimals it has.", "token", "Check the address: a pool is made of tokens (ERC-20).") { Kind = FaultKind.Refused };
        return new PoolSide(token, await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), at, cancellationToken) ?? "tokens", decimals.Value);
    }

    /// <summary>What an account has of it.</summary>
    internal Task<UInt256> BalanceAsync(EthereumClient client, Address account, BlockTag at, CancellationToken cancellationToken) =>
        IsCoin ? client.GetBalanceAsync(account, at, cancellationToken) : client.CallAsync(Token, new Erc20.BalanceOfCall(account), at, cancellationToken);
}
