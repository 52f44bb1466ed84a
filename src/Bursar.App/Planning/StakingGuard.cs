using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>What must be true of the contracts that are staked, before a plan is made.</summary>
internal sealed class StakingGuard(EthereumClient client)
{
    // ERC-165's name for ERC-721.
    private static readonly Evm.Abi.FixedBytes Collections = new([0x80, 0xac, 0x58, 0xcd]);

    /// <summary>A fault for each pool that could not be used.</summary>
    public async Task<IReadOnlyList<Fault>> CheckAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (StakingBlueprint pool in blueprint.Staking)
        {
            foreach (TokenBlueprint token in pool.Rewards.Append(pool.Token).Where(t => t.Spec is ExistingTokenSpec or CollectionSpec).DistinctBy(t => t.Address))
            {
                bool wanted = token.Spec is CollectionSpec;
                bool found = await TokenText.TryCallAsync(client, token.Address, new Nft.SupportsInterfaceCall(Collections), BlockTag.Latest, cancellationToken) == true;
                if (found && !wanted)
                {
                    faults.Add(new Fault("plan.is-collection", $"{token.Address} is a collection of NFTs (ERC-721), not a token.", pool.Spec.Path,
                        "Stake NFTs with 'collection:'; give a token as the reward.")
                    { Kind = FaultKind.Refused }.At(pool.Spec.Position));
                }
                else if (wanted && !found)
                {
                    faults.Add(new Fault("plan.not-a-collection", $"the contract at {token.Address} does not say that it is a collection of NFTs (ERC-721).", $"{pool.Spec.Path}.collection",
                        "Check the address and the network; stake a token with 'token:'.")
                    { Kind = FaultKind.Refused }.At(pool.Spec.Token.Position));
                }
            }

            if (pool.Spec.Votes && pool.Token.Spec is ExistingTokenSpec
                && await TokenText.TryCallAsync(client, pool.Token.Address, new VotesToken.DelegatesCall(blueprint.Operator), BlockTag.Latest, cancellationToken) is null)
            {
                faults.Add(new Fault("plan.token-without-votes", $"{pool.Token.Address} has no votes that stakers could keep (ERC-5805).", $"{pool.Spec.Path}.votes", "Leave votes out.")
                { Kind = FaultKind.Refused }.At(pool.Spec.Position));
            }
        }

        return faults;
    }
}
