namespace Bursar.Core.Trees;

/// <summary>What is added after the last leaf.</summary>
public enum LeafPadding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Constant words, zero unless another is named, until the number of leaves is a power of two.</summary>
    PowerOfTwo,
}
