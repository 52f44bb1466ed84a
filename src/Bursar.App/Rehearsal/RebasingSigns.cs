using Bursar.App.Tokens;
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
        var probe = new ContractProbe(client, block);
        var found = new List<string>();
        foreach ((string signature, int words) in Signs)
        {
            if (await probe.WordAsync(token, signature, cancellationToken, new Hash32[words]) is not null)
                found.Add(signature);
        }

        return found.Count == 0 || await probe.IsTalkativeAsync(token, cancellationToken) ? [] : found;
    }
}
