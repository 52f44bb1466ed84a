namespace Bursar.App.Outbox;

/// <summary>One nonce and every transaction that was signed with it: at most one of them can be mined.</summary>
internal sealed class NonceSlot(ulong nonce, long runId, string stepId)
{
    public ulong Nonce => nonce;

    public long RunId => runId;

    public string StepId => stepId;

    /// <summary>In the order of signing; the last one offers most and is the one that is broadcast.</summary>
    public List<JournalTransaction> Transactions { get; } = [];

    /// <summary>The step, when it is one of this session's run.</summary>
    public StepTrack? Step { get; init; }

    public JournalTransaction Last => Transactions[^1];

    /// <summary>True while one of the transactions may be mined and none is.</summary>
    public bool InFlight => !Settled && !Broken && Winner is null;

    /// <summary>The transaction that is in a block, whether it succeeded or reverted.</summary>
    public JournalTransaction? Winner => Transactions.FirstOrDefault(t => t.State.IsMined() || t.State == OutboxState.Reverted);

    /// <summary>True when handing the bytes in again is due and can help.</summary>
    public bool MaySend => NeedsSend && InFlight && Missing == 0 && !Blocked;

    /// <summary>True when nothing about it can change any more: one is final, or reverted in a final block, or all are dropped.</summary>
    public bool Settled { get; set; }

    /// <summary>The bytes are to be handed in at the next opportunity.</summary>
    public bool NeedsSend { get; set; }

    /// <summary>A replacement is to be signed without waiting for the schedule.</summary>
    public bool NeedsReplacement { get; set; }

    /// <summary>A replacement was made because the node refused the gas limit: it is not tried twice.</summary>
    public bool GasWasCorrected { get; set; }

    /// <summary>The node refused the bytes in a way that waiting does not mend.</summary>
    public bool Blocked { get; set; }

    /// <summary>The node refused the bytes because the account cannot pay: they are handed in again when it can.</summary>
    public bool NeedsFunds { get; set; }

    /// <summary>The node was asked whether the stored bytes would do what they should, and said yes.</summary>
    public bool Tried { get; set; }

    /// <summary>Looks in a row in which the nonce was used although none of the transactions was mined.</summary>
    public int Missing { get; set; }

    /// <summary>The block that holds the transaction of somebody else by which the nonce was used.</summary>
    public BlockRef? UsedAt { get; set; }

    /// <summary>The block that holds a transaction of this nonce for which the node has no receipt.</summary>
    public HeldTransaction? Held { get; set; }

    /// <summary>What was final is no longer where it was: it is awaited once more.</summary>
    public bool Broken { get; set; }

    /// <summary>The revert was in the journal when the session began, so it was reported before.</summary>
    public bool RevertReported { get; set; }

    /// <summary>Height of the head when the last transaction was first handed in by this session.</summary>
    public ulong? OfferedAtBlock { get; set; }

    /// <summary>When the last transaction was first handed in by this session: a timestamp, since the clock on the wall may jump.</summary>
    public long OfferedAt { get; set; }

    /// <summary>When bytes were last handed in by this session, as a timestamp; null before that.</summary>
    public long? SentAt { get; set; }
}
