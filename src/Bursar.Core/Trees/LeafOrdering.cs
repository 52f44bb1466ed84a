namespace Bursar.Core.Trees;

/// <summary>In which order leaves stand before they are joined.</summary>
public enum LeafOrdering
{
    /// <summary>Ascending by hash.</summary>
    Hash,

    /// <summary>As the rows stand in the file.</summary>
    File,

    /// <summary>Ascending by the bytes of the account; several rows of one account as in the file.</summary>
    Account,

    /// <summary>Ascending by the index in the leaf.</summary>
    Index,

    /// <summary>Ascending by the account's EIP-55 text, character by character: <c>0xA…</c> stands before <c>0xa…</c>.</summary>
    Checksum,
}
