using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <summary>How the outbox works through a job. None of these can make an effect happen twice.</summary>
public sealed record OutboxOptions
{
    /// <summary>Gas added to the estimate, in percent.</summary>
    public int GasMarginPercent { get; init; } = 20;

    /// <summary>Most transactions under way at once.</summary>
    public int MaxPipelined { get; init; } = 16;

    /// <summary>When stuck transactions are offered at a higher fee.</summary>
    public FeeBumpSchedule Bump { get; init; } = new();

    /// <summary>How offers are made up.</summary>
    public FeeOptions Fees { get; init; } = new();

    /// <summary>Most that is ever offered for a unit of gas, in wei; null for no cap.</summary>
    public UInt256? MaxFeePerGas { get; init; }

    /// <summary>True to return only when every step is final; otherwise the run ends when every step is seen.</summary>
    public bool WaitForFinality { get; init; } = true;

    /// <summary>Longest wait for finality after the last step was seen; null waits as long as it takes.</summary>
    public TimeSpan? FinalityTimeout { get; init; }

    /// <summary>Longest wait without any step coming further while transactions are under way.</summary>
    public TimeSpan InclusionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a run that has begun waits for native coin when the account cannot pay what comes next. One that has sent nothing yet does not
    /// begin.</summary>
    public TimeSpan FundsWait { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>True to take a step whose effect is on the chain already, by whomever, as done.</summary>
    public bool AcceptDone { get; init; }

    /// <summary>True to send again what earlier runs of other plans left under way from this account, instead of refusing to begin.</summary>
    public bool FinishOtherRuns { get; init; }

    /// <summary>True to send a step that leaves nothing on the chain by which it could be recognised, although the journal was put back to a backup and
    /// may have forgotten that it was sent: somebody looked.</summary>
    public bool SendUnclear { get; init; }

    /// <summary>True to try each transaction at the node before it is first handed in, though it is signed already: for those that were signed in advance.</summary>
    public bool TryBeforeSending { get; init; }

    /// <summary>How long the account's lease holds when this process is killed. It is renewed all the time.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to stand by while somebody else holds the account; null as long as it takes.</summary>
    public TimeSpan? LeaseWait { get; init; }

    /// <summary>How long a process keeps the account at least when another one that carries out the same plan stands by; then they take turns.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the node may be silent or broken before the run gives up.</summary>
    public TimeSpan NodeOutage { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After how long a transaction that is in no block is handed in again, in case the node lost it.</summary>
    public TimeSpan RebroadcastAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause between two looks at the chain; null derives it from the network's block time.</summary>
    public TimeSpan? PollInterval { get; init; }
}
