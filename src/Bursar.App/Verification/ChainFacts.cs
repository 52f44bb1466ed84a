using Bursar.App.Planning;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>What verification read from the chain, for whoever reports it.</summary>
public sealed record ChainFacts
{
    /// <summary>The block up to which everything was read.</summary>
    public required BlockHeader Head { get; init; }

    /// <summary>Balances of the tokens that the launch created, replayed from every transfer; by token address.</summary>
    public required IReadOnlyDictionary<Address, IReadOnlyDictionary<Address, UInt256>> Ledgers { get; init; }

    /// <summary>Hash of the code at each token.</summary>
    public required IReadOnlyDictionary<Address, Hash32> CodeHashes { get; init; }

    /// <summary>What can be told of the powers over each token that the launch did not create; by token address.</summary>
    public IReadOnlyDictionary<Address, IReadOnlyList<string>> Powers { get; init; } = new Dictionary<Address, IReadOnlyList<string>>();

    /// <summary>Who the Safe of the launch is and what it does in it, in sentences; empty for a launch without one.</summary>
    public IReadOnlyList<string> Safe { get; init; } = [];

    /// <summary>The status of each site link, in the order of the launch file.</summary>
    public required IReadOnlyList<SiteFacts> Sites { get; init; }

    /// <summary>Vesting schedules, source by source in the order of the blueprint.</summary>
    public IReadOnlyList<VestingFacts> Vesting { get; init; } = [];

    /// <summary>How much there is of each token that vests, by token address; those are left out that do not say.</summary>
    public IReadOnlyDictionary<Address, UInt256> Supplies { get; init; } = new Dictionary<Address, UInt256>();

    /// <summary>Claims, by drop address.</summary>
    public required IReadOnlyDictionary<Address, DropFacts> Drops { get; init; }

    /// <summary>Paid batches, by run id.</summary>
    public required IReadOnlyDictionary<Hash32, PayoutFacts> Payouts { get; init; }

    /// <summary>What vouchers were paid, by the address of their escrow.</summary>
    public required IReadOnlyDictionary<Address, VoucherFacts> Vouchers { get; init; }

    /// <summary>What happened in programmes, by their addresses.</summary>
    public required IReadOnlyDictionary<Address, ProgrammeFacts> Programmes { get; init; }

    /// <summary>What there is of pools, by their addresses.</summary>
    public IReadOnlyDictionary<Address, PoolFacts> Pools { get; init; } = new Dictionary<Address, PoolFacts>();

    /// <summary>What happened at staking pools, by their addresses.</summary>
    public IReadOnlyDictionary<Address, StakingFacts> Staking { get; init; } = new Dictionary<Address, StakingFacts>();

    /// <summary>Transactions that carried the launch out (creations, openings, batches, links), in chain order.</summary>
    public required IReadOnlyList<TransactionFacts> Transactions { get; init; }
}

/// <summary>A site link on the chain.</summary>
/// <param name="Linked">Whether the registry holds the link.</param>
/// <param name="Status">Effective status of the operator's claim to the site.</param>
/// <param name="Primary">Whether the token is the site's primary one.</param>
public sealed record SiteFacts(bool Linked, string Status, bool Primary);

/// <summary>What happened at a drop.</summary>
/// <param name="Opened">Whether it is funded and open.</param>
/// <param name="Balance">What it still holds, in base units.</param>
/// <param name="Claims">Claims in chain order.</param>
/// <param name="ClawedBack">What its owner took back after the expiry.</param>
public sealed record DropFacts(bool Opened, UInt256 Balance, IReadOnlyList<ClaimFacts> Claims, UInt256 ClawedBack);

/// <summary>One claim.</summary>
/// <param name="Index">Its position in the bitmap.</param>
/// <param name="Account">Whose row was claimed.</param>
/// <param name="To">Who received.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record ClaimFacts(UInt256 Index, Address Account, Address To, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);

/// <summary>What happened at a payout.</summary>
/// <param name="Batches">The paid batches, by number.</param>
/// <param name="Failed">Rows that were skipped.</param>
public sealed record PayoutFacts(IReadOnlyDictionary<int, PaidBatch> Batches, IReadOnlyList<FailedRow> Failed);

/// <summary>A row whose transfer failed and was skipped.</summary>
/// <param name="Batch">Number of the batch.</param>
/// <param name="Row">Row in the batch, from 0.</param>
/// <param name="Account">Who would have received.</param>
/// <param name="Amount">How much, in base units.</param>
public sealed record FailedRow(int Batch, int Row, Address Account, UInt256 Amount);

/// <summary>A transaction of the launch.</summary>
/// <param name="Step">Id of the plan's step.</param>
/// <param name="Title">What it did.</param>
/// <param name="Receipt">Its receipt.</param>
public sealed record TransactionFacts(string Step, string Title, Receipt Receipt);
