namespace Bursar.Core.Trees;

/// <summary>Where the field <c>index</c> of a leaf comes from.</summary>
public enum IndexSource
{
    /// <summary>The file's column <c>index</c>.</summary>
    Column,

    /// <summary>The number of the row in the file, from 0. A column <c>index</c> that is there must say the same.</summary>
    File,

    /// <summary>The rank of the account among all, ordered by EIP-55 text (Uniswap). A column <c>index</c> that is there must say the same.</summary>
    Checksum,
}
