using Bursar;

namespace FirstToken;

/// <summary>A pool that pays rewards to those who stake a token.</summary>
public static class Staking
{
    /// <summary>Makes a pool over a token, whose reward is the token too, and stakes 1,000.</summary>
    /// <param name="bursar">Who funds the rewards, and stakes.</param>
    /// <param name="coin">A token of which the account has 11,000.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The pool.</returns>
    public static async Task<StakePool> StakeAsync(BursarClient bursar, Token coin, CancellationToken ct)
    {
        // sample: stake
        StakePool pool = await bursar.Staking.CreateAsync(
            new() { Token = coin, Rewards = [new(coin, 10_000, 90.Days())], IdempotencyKey = "holders" }, ct);     // funded and running
        await pool.AddAsync(1_000, idempotencyKey: "first-stake", cancellationToken: ct);                           // by a permit, in one transaction
        // end: stake
        return pool;
    }

    /// <summary>Claims what was earned, and takes the stake back with the rest.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    public static async Task LeaveAsync(StakePool pool, CancellationToken ct)
    {
        // sample: unstake
        await pool.ClaimAsync(cancellationToken: ct);
        await pool.RemoveAsync(250, cancellationToken: ct);    // what it earned stays claimable
        await pool.RemoveAllAsync(cancellationToken: ct);      // all that is left, and its rewards
        // end: unstake
    }
}
