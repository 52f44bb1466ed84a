using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A tree over ready leaves.</summary>
internal abstract class NodeTree
{
    /// <summary>The root.</summary>
    internal abstract Hash32 Root { get; }

    /// <summary>Adds the siblings on the way from sorted leaf <paramref name="leaf"/> to the root.</summary>
    internal abstract void AddProof(int leaf, List<Hash32> proof);
}
