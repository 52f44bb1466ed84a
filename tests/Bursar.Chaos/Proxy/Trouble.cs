namespace Bursar.Chaos.Proxy;

/// <summary>What can go wrong between a program and its node.</summary>
internal enum Trouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>The node never gets the request, and no answer ever comes.</summary>
    LostBefore,

    /// <summary>The node does what was asked, and no answer ever comes.</summary>
    LostAfter,

    /// <summary>The connection breaks before the node gets the request.</summary>
    ResetBefore,

    /// <summary>The node does what was asked, and the connection breaks before its answer.</summary>
    ResetAfter,

    /// <summary>HTTP 429; over a WebSocket the node's error for a limit.</summary>
    TooMany,

    /// <summary>HTTP 500 with an error that is not JSON-RPC; over a WebSocket an internal error.</summary>
    ServerError,

    /// <summary>A page for people.</summary>
    Html,

    /// <summary>JSON that stops in the middle.</summary>
    Truncated,

    /// <summary>For a while: the id of another chain.</summary>
    WrongChain,

    /// <summary>For a while: the node stands still at a height that the chain has left.</summary>
    StaleHead,

    /// <summary>For a while: receipts name a block that the chain does not have.</summary>
    OtherBlock,

    /// <summary>For a while: receipts say the opposite of what happened.</summary>
    TurnedStatus,

    /// <summary>For a while: there are no receipts.</summary>
    NoReceipt,

    /// <summary>An event comes twice (WebSocket).</summary>
    DoubledEvent,

    /// <summary>An event comes after the one that follows it (WebSocket).</summary>
    LateEvent,
}
