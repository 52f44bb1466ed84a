using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Networks;

/// <summary>Asks a node what it is and what stands on its chain.</summary>
public sealed class ProbeNetwork(EthereumClient client)
{
    /// <summary>Asks; what a node does not say is null.</summary>
    public async Task<NetworkFacts> RunAsync(CancellationToken cancellationToken = default)
    {
        ChainId chain = await client.GetChainIdAsync(cancellationToken);
        BlockHeader? head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken);
        return new NetworkFacts
        {
            ChainId = chain,
            Client = await TryAsync(async () => await client.GetClientVersionAsync(cancellationToken)),
            Genesis = (await TryAsync(async () => await client.GetBlockAsync(BlockTag.At(0UL), cancellationToken)))?.Hash,
            Head = head,
            Safe = (await TryAsync(async () => await client.GetBlockAsync(BlockTag.Safe, cancellationToken)))?.Number,
            Finalized = (await TryAsync(async () => await client.GetBlockAsync(BlockTag.Finalized, cancellationToken)))?.Number,
            GasPrice = await client.GetGasPriceAsync(cancellationToken),
            Create2Deployer = (await client.GetCodeAsync(Create2.CanonicalDeployer, BlockTag.Latest, cancellationToken)).Length > 0,
            TokenFactory = await StandsAsync(Deployments.TokenFactoryAddress, TokenFactory.RuntimeCode.ToArray(), TokenFactory.ImmutableReferences, cancellationToken),
            Payout = await StandsAsync(Deployments.PayoutAddress, Payout.RuntimeCode.ToArray(), Payout.ImmutableReferences, cancellationToken),
        };
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private async Task<bool> StandsAsync(Address address, byte[] code, IReadOnlyList<ImmutableReference> immutables, CancellationToken cancellationToken) =>
        CodeMatch.Compare(await client.GetCodeAsync(address, BlockTag.Latest, cancellationToken), code, immutables).IsSame;
}

/// <summary>A chain as a node shows it.</summary>
public sealed record NetworkFacts
{
    /// <summary>Chain id.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>Name and version of the node's software.</summary>
    public required string? Client { get; init; }

    /// <summary>Hash of the first block.</summary>
    public required Hash32? Genesis { get; init; }

    /// <summary>The latest block.</summary>
    public required BlockHeader? Head { get; init; }

    /// <summary>Height of the node's <c>safe</c> block; null when it knows none.</summary>
    public required ulong? Safe { get; init; }

    /// <summary>Height of the node's <c>finalized</c> block; null when it knows none.</summary>
    public required ulong? Finalized { get; init; }

    /// <summary>What the node suggests to pay for a unit of gas, in wei.</summary>
    public required UInt256 GasPrice { get; init; }

    /// <summary>Whether the canonical CREATE2 deployer is there.</summary>
    public required bool Create2Deployer { get; init; }

    /// <summary>Whether Bursar's token factory is there.</summary>
    public required bool TokenFactory { get; init; }

    /// <summary>Whether Bursar's payout contract is there.</summary>
    public required bool Payout { get; init; }
}
