namespace Bursar.Core.Trees;

/// <summary>How leaves are encoded and joined.</summary>
public enum TreeShape
{
    /// <summary>OpenZeppelin: leaf keccak(keccak(abi.encode(account, amount))), leaves sorted, a complete binary heap.</summary>
    Standard,

    /// <summary>Leaf keccak(account ‖ amount), leaves sorted, neighbours joined level by level, an odd node goes up unchanged.</summary>
    Packed,

    /// <summary>Packed trees over the accounts with the same first digits, joined by a packed tree over their sorted roots (ENS).</summary>
    Sharded,
}
