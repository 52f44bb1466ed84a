using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>A signed transaction, stored before it was first sent.</summary>
public sealed record JournalTransaction
{
    /// <summary>Run that it belongs to.</summary>
    public required long RunId { get; init; }

    /// <summary>Step that it carries out.</summary>
    public required string StepId { get; init; }

    /// <summary>Sender's nonce. All transactions of one step that could still be mined share it.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Transaction hash.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>The signed bytes, exactly as they are broadcast each time.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>Gas limit.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Most that a unit of gas may cost, in wei; the gas price of a legacy transaction.</summary>
    public required UInt256 MaxFee { get; init; }

    /// <summary>Tip for a unit of gas, in wei; the gas price of a legacy transaction.</summary>
    public required UInt256 PriorityFee { get; init; }

    /// <summary>How far it has come.</summary>
    public OutboxState State { get; init; } = OutboxState.Signed;

    /// <summary>When it was stored.</summary>
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>When a broadcast was first recorded; null when none was. Null does not prove that nothing left.</summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    /// <summary>Block that it was last seen in; kept after a reorganisation until it is seen again.</summary>
    public BlockRef? Block { get; init; }

    /// <summary>Gas that it used, once mined.</summary>
    public ulong? GasUsed { get; init; }

    /// <summary>What a unit of gas did cost, in wei, once mined.</summary>
    public UInt256? GasPrice { get; init; }
}
