using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>What Bursar has to know about a chain; profiles are data.</summary>
public sealed record NetworkProfile
{
    /// <summary>Short name for <c>--network</c>, for example <c>base</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Chain id; a node that answers another one is refused.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>How the chain agrees on blocks.</summary>
    public required ConsensusKind Consensus { get; init; }

    /// <summary>When a transaction counts as final.</summary>
    public required FinalityRule Finality { get; init; }

    /// <summary>Time between blocks on average.</summary>
    public required TimeSpan BlockTime { get; init; }

    /// <summary>Symbol of the native coin, for example <c>ETH</c>.</summary>
    public required string NativeSymbol { get; init; }

    /// <summary>Endpoints used when none is given, the preferred one first; empty when the operator must name one.</summary>
    public IReadOnlyList<Uri> Rpc { get; init; } = [];

    /// <summary>Block explorer, for links in reports.</summary>
    public Uri? Explorer { get; init; }

    /// <summary>True when the node has a fee market (EIP-1559); otherwise legacy transactions are sent.</summary>
    public bool FeeMarket { get; init; } = true;

    /// <summary>True when Bursar itself starts and keeps the chain on this machine.</summary>
    public bool Embedded { get; init; }

    /// <summary>The laboratory whose network this is: its endpoint is known while it runs; null for every other chain.</summary>
    public LabKind? Lab { get; init; }

    /// <summary>Most blocks that one <c>eth_getLogs</c> may span.</summary>
    public ulong LogRange { get; init; } = 10_000;

    /// <summary>Well-known contracts by name (<c>create2Deployer</c>, <c>multicall3</c>, …).</summary>
    public IReadOnlyDictionary<string, Address> Contracts { get; init; } = new Dictionary<string, Address>();

    /// <summary>Uniswap V2 on this chain; null when the profile does not name it.</summary>
    public UniswapV2Deployment? UniswapV2 { get; init; }

    /// <summary>The releases of Safe that stand on this chain, the one for new Safes first; empty when the profile names none.</summary>
    public IReadOnlyList<SafeRelease> Safes { get; init; } = [];
}
