namespace Bursar.Evm.Rpc;

/// <summary>Ways in which a node can have a transaction after it was handed in.</summary>
public enum SubmissionOutcome
{
    /// <summary>The node took it now.</summary>
    Accepted,

    /// <summary>The same bytes were waiting at the node before.</summary>
    AlreadyKnown,

    /// <summary>The same bytes are in a block.</summary>
    AlreadyMined,
}
