namespace Bursar.App.Outbox;

/// <summary>How far a step, or one of its transactions, has come. The journal keeps the names in lower case.</summary>
/// <remarks>Only <see cref="Final"/> is done. <see cref="Signed"/>, <see cref="Sent"/> and <see cref="Unknown"/> all mean that the transaction may
/// still be mined: nothing else may be signed for that step under another nonce.</remarks>
public enum OutboxState
{
    /// <summary>Step: nothing was signed for it yet, or what was signed can never be mined any more.</summary>
    Planned,

    /// <summary>The signed bytes are stored; whether they ever left this machine is not known after a crash.</summary>
    Signed,

    /// <summary>A node took the transaction; it is not in a block that counts.</summary>
    Sent,

    /// <summary>The node's answer was lost or ambiguous: neither a failure nor a success. The same bytes are sent again.</summary>
    Unknown,

    /// <summary>In a block that a reorganisation may still remove.</summary>
    Seen,

    /// <summary>In a block that the network profile calls safe.</summary>
    Safe,

    /// <summary>In a block that the network profile calls final. Left again only when the chain breaks that rule: see <see cref="FinalityLost"/>.</summary>
    Final,

    /// <summary>Mined, and the contract refused: the effect does not exist.</summary>
    Reverted,

    /// <summary>Transaction: another transaction of the same step and nonce was mined in its place.</summary>
    Replaced,

    /// <summary>Transaction: a transaction that is not in the journal used its nonce, for good. Never left again.</summary>
    Dropped,
}
