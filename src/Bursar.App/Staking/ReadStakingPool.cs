using Bursar.App.Indexing;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Staking;

/// <summary>Reads what a chain says of a staking pool.</summary>
public sealed class ReadStakingPool(EthereumClient client)
{
    /// <summary>Reads it, at the newest block.</summary>
    /// <returns>The facts, or a fault when the contract there is none of Bursar's staking pools.</returns>
    public async Task<Result<StakingState>> RunAsync(Address pool, CancellationToken cancellationToken = default)
    {
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no latest block.", Hint: "Let the node finish its start.") { Kind = FaultKind.Refused });
        BlockTag at = head.Number;
        byte[] code = await client.GetCodeAsync(pool, at, cancellationToken);
        if (!StakingPoolCode.TryRead(code, out StakingFactory.StakingPoolParameters? parameters, out bool nfts))
        {
            return new Fault("stake.not-pool", code.Length == 0 ? $"there is no contract at {pool}." : $"the contract at {pool} is no staking pool of Bursar.", "pool", "Check the address and the network.")
            { Kind = FaultKind.Refused };
        }

        var rewards = new List<StakingToken>(parameters.Rewards.Count);
        foreach (Address reward in parameters.Rewards)
            rewards.Add(await TokenAsync(reward, false, at, cancellationToken));
        return new StakingState
        {
            Address = pool,
            Parameters = parameters,
            Nfts = nfts,
            Owner = await client.CallAsync(pool, new StakingPool.OwnerCall(), at, cancellationToken),
            Token = await TokenAsync(parameters.Token, nfts, at, cancellationToken),
            Rewards = rewards,
            History = await StakingHistory.ReadAsync(client, new ContractLogs(client, head.Number), pool, parameters, nfts, cancellationToken),
            Block = head.Number,
            Time = head.Timestamp,
        };
    }

    private async Task<StakingToken> TokenAsync(Address token, bool nfts, BlockTag at, CancellationToken cancellationToken) => new(
        token,
        await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), at, cancellationToken),
        !nfts && await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), at, cancellationToken) is { } decimals && decimals <= Amount.MaxDecimals ? decimals : (byte)0);
}
