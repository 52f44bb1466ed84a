using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Rehearsal;

/// <summary>Functions that only tokens have whose balances are shares of something that grows and shrinks.</summary>
internal static class RebasingSigns
{
    private static readonly (string Signature, int Words)[] Signs =
    [
        ("getPooledEthByShares(uint256)", 1), ("sharesOf(address)", 1), ("scaledTotalSupply()", 0), ("scaledBalanceOf(address)", 1),
        ("rebasingCreditsPerToken()", 0), ("gonsForBalance(uint256)", 1), ("scaledTotalSupply(address)", 1), ("getTotalShares()", 0),
    ];

    /// <summary>The functions that the token answers with a word.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(EthereumClient client, Address token, BlockTag block, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach ((string signature, int words) in Signs)
        {
            if (await AnswersAsync(client, token, signature, words, block, cancellationToken))
                found.Add(signature);
        }

        // A contract that answers whatever it is asked says nothing by it.
        return found.Count == 0 || await AnswersAsync(client, token, "bursarAsksForNothing()", 0, block, cancellationToken) ? [] : found;
    }

    private static async Task<bool> AnswersAsync(EthereumClient client, Address token, string signature, int words, BlockTag block, CancellationToken cancellationToken)
    {
        byte[] data = new byte[4 + (32 * words)];
        Selector.Of(signature).Write(data);
        try
        {
            return (await client.CallAsync(token, data, block, cancellationToken)).Length == 32;
        }
        catch (Exception e) when (e is RevertException or RpcException)
        {
            return false;
        }
    }
}
