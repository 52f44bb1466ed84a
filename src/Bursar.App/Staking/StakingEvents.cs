using Bursar.Evm.Primitives;

namespace Bursar.App.Staking;

/// <summary>A stake, or a part of one, that came or went.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Tier">In which tier.</param>
/// <param name="Amount">How much, in base units; of NFTs how many.</param>
/// <param name="Came">True when it was staked.</param>
/// <param name="GaveUp">True when it left without the rewards that it had earned.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record StakingMove(Address Account, int Tier, UInt256 Amount, bool Came, bool GaveUp, ulong Block, DateTimeOffset Time, Hash32 Transaction);

/// <summary>A reward that was paid, or that went back to the owner because nobody had earned it.</summary>
/// <param name="To">Who got it.</param>
/// <param name="Tier">For the stake in which tier; null when it went back.</param>
/// <param name="Reward">Number of the reward.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record StakingPayment(Address To, int? Tier, int Reward, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);

/// <summary>A period that was funded.</summary>
/// <param name="Reward">Number of the reward.</param>
/// <param name="Funded">What was paid in for it, in base units.</param>
/// <param name="Amount">What it gives, in base units: that, and what was left of the one before.</param>
/// <param name="Starts">When it began.</param>
/// <param name="Finish">When it is over.</param>
/// <param name="Block">Block number.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record StakingFunding(int Reward, UInt256 Funded, UInt256 Amount, DateTimeOffset Starts, DateTimeOffset Finish, ulong Block, Hash32 Transaction);
