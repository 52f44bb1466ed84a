namespace Bursar.Core.Trees;

/// <summary>How the fields of a leaf become the bytes that are hashed.</summary>
public enum LeafForm
{
    /// <summary>One after the other at their own width, as <c>abi.encodePacked</c> does.</summary>
    Packed,

    /// <summary>One word of 32 bytes each, as <c>abi.encode</c> does.</summary>
    Abi,

    /// <summary>As a struct of EIP-712: the hash of the type, then one word each; with a domain the digest that is signed.</summary>
    TypedData,

    /// <summary>Not at all: the one field is the leaf.</summary>
    Ready,
}
