using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>Where Uniswap V2 stands on a chain, and what code has to be there.</summary>
public sealed record UniswapV2Deployment
{
    /// <summary>The contract that makes the pairs.</summary>
    public required Address Factory { get; init; }

    /// <summary>Keccak-256 of the factory's code.</summary>
    public required Hash32 FactoryCode { get; init; }

    /// <summary>The contract by which accounts provide and swap (UniswapV2Router02). Its code names the factory and the wrapped coin.</summary>
    public required Address Router { get; init; }

    /// <summary>Keccak-256 of the router's code.</summary>
    public required Hash32 RouterCode { get; init; }

    /// <summary>The contract that wraps the native coin.</summary>
    public required Address WrappedCoin { get; init; }

    /// <summary>Keccak-256 of the code that creates a pair. The address of every pair follows from it (EIP-1014).</summary>
    public required Hash32 PairCreationCode { get; init; }
}
