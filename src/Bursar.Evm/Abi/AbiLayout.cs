namespace Bursar.Evm.Abi;

/// <summary>How closely the arrangement of encoded bytes must follow the ABI specification.</summary>
public enum AbiLayout
{
    /// <summary>
    /// Tails are found by their offsets, wherever those point inside the data, and bytes that nothing points to are ignored, as Solidity's decoder does.
    /// The bytes decoded, counted with repetition, may not exceed the bytes given, so overlapping tails cannot multiply the work.
    /// </summary>
    FollowOffsets,

    /// <summary>
    /// The specification's "strict encoding mode": each tail starts where the one before ended, without gaps or overlaps, and nothing follows the last.
    /// What decodes in this mode encodes to the same bytes again, so no byte escapes a reader's eye.
    /// </summary>
    Exact,
}
