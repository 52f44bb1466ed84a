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
                Hint: "Give the right --rpc or --network.") { Kind = FaultKind.Refused });
        }
    }
}
