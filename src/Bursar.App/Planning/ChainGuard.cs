using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>Refuses a node that serves another chain than the profile says.</summary>
public static class ChainGuard
{
    /// <summary>Asks the node for its chain id.</summary>
    /// <exception cref="FaultException">It is another one.</exception>
    public static async Task RequireAsync(EthereumClient client, NetworkProfile network, CancellationToken cancellationToken = default)
    {
        ChainId found = await client.GetChainIdAsync(cancellationToken);
        if (found != network.ChainId)
        {
            throw new FaultException(new Fault("network.wrong-chain", $"the node at {client.Endpoint} serves chain {found}, but {network.Name} is chain {network.ChainId}.",
                Hint: "Give the right --rpc or --network.")
            { Kind = FaultKind.Refused });
        }
    }

    /// <summary>Asks for the contract that puts others at addresses which follow from their code.</summary>
    /// <exception cref="FaultException">It is not there.</exception>
    public static async Task RequireDeployerAsync(EthereumClient client, CancellationToken cancellationToken = default)
    {
        if ((await client.GetCodeAsync(Create2.CanonicalDeployer, BlockTag.Latest, cancellationToken)).Length == 0)
        {
            throw new FaultException(new Fault("plan.no-create2-deployer", $"the chain has no CREATE2 deployer at {Create2.CanonicalDeployer}.",
                Hint: "Deploy the canonical deterministic deployer first; its signed transaction is published.")
            { Kind = FaultKind.Refused });
        }
    }
}
