using Bursar.App.Tokens;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Where tokens are exchanged in pools.</summary>
public interface IPoolVenue
{
    /// <summary>Name for people.</summary>
    string Name { get; }

    /// <summary>The contract that takes tokens from accounts to provide them, and LP tokens to take liquidity out.</summary>
    Address Provider { get; }

    /// <summary>The contract that takes tokens from accounts to swap them.</summary>
    Address Swapper { get; }

    /// <summary>The wrapped form of the native coin, which pools hold.</summary>
    Address WrappedCoin { get; }

    /// <summary>Where the pool of two tokens is or would be, in either order.</summary>
    Address PoolOf(Address token, Address quote);

    /// <summary>Why the venue cannot be trusted on this chain: its contracts are not there, or have other code than the profile says; null when all is well.</summary>
    Task<Fault?> CheckAsync(BlockTag at, CancellationToken cancellationToken = default);

    /// <summary>The pool of two tokens; null when there is none.</summary>
    Task<PoolState?> ReadAsync(Address token, Address quote, BlockTag at, CancellationToken cancellationToken = default);

    /// <summary>What comes out of a pool for <paramref name="amountIn"/> of one of its tokens.</summary>
    UInt256 AmountOut(UInt256 amountIn, UInt256 reserveIn, UInt256 reserveOut);

    /// <summary>The call that swaps, at most once under a key; the first or last of the path may be the native coin, which is the zero address.</summary>
    PoolCall Swap(PoolSwap swap, TokenPermit? permit);

    /// <summary>The call that provides liquidity; <paramref name="quote"/> may be the native coin.</summary>
    PoolCall Add(Address token, Address quote, UInt256 amount, UInt256 quoteAmount, UInt256 least, UInt256 leastQuote, Address to, ulong deadline);

    /// <summary>The call that takes liquidity out; <paramref name="quote"/> may be the native coin.</summary>
    PoolCall Remove(Address token, Address quote, UInt256 liquidity, UInt256 least, UInt256 leastQuote, Address to, ulong deadline, TokenPermit? permit);
}
