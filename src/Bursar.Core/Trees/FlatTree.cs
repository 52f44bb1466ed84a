using System.Runtime.CompilerServices;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A tree whose nodes lie in one array, its leaves side by side.</summary>
internal abstract class FlatTree : NodeTree
{
    /// <summary>True when the first leaf stands last.</summary>
    protected abstract bool Descending { get; }

    /// <summary>The tree over leaves that stand in <paramref name="order"/>.</summary>
    internal static FlatTree Build(TreeDescription shape, Hash32[] leaves, ReadOnlyMemory<int> order, CancellationToken cancellationToken)
    {
        FlatTree tree = Room(shape, order.Length);
        tree.Take(leaves, order, cancellationToken);
        return tree;
    }

    /// <summary>The tree over leaves that stand in the order of their hashes. They are sorted where they belong.</summary>
    /// <param name="shape">The kind.</param>
    /// <param name="leaves">The leaves by row.</param>
    /// <param name="places">Where the leaf of each row stands then.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The tree; null when leaves are equal.</returns>
    internal static FlatTree? Sort(TreeDescription shape, Hash32[] leaves, int[] places, CancellationToken cancellationToken)
    {
        FlatTree tree = Room(shape, leaves.Length);
        bool descending = tree.Descending;
        int[] rows = new LeafBuckets(leaves, tree.Leaves(leaves.Length), descending).Sort(out bool equal, cancellationToken);
        if (equal)
            return null;
        Spread.Over(rows.Length, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (low, high) =>
        {
            int last = rows.Length - 1;
            for (int i = low; i < high; i++)
                places[rows[i]] = descending ? last - i : i;
        }, cancellationToken);
        tree.Complete(leaves.Length, cancellationToken);
        return tree;
    }

    /// <summary>Where <paramref name="count"/> leaves lie.</summary>
    protected abstract Memory<Hash32> Leaves(int count);

    /// <summary>Adds what pads the leaves, and joins all.</summary>
    protected abstract void Complete(int count, CancellationToken cancellationToken);

    /// <summary>Takes the leaves in the order given, and joins them.</summary>
    protected void Take(Hash32[] leaves, ReadOnlyMemory<int> order, CancellationToken cancellationToken)
    {
        Memory<Hash32> standing = Leaves(order.Length);
        bool descending = Descending;
        Spread.Over(order.Length, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (low, high) =>
        {
            ReadOnlySpan<int> rows = order.Span;
            Span<Hash32> to = standing.Span;
            for (int i = low; i < high; i++)
                to[descending ? to.Length - 1 - i : i] = leaves[rows[i]];
        }, cancellationToken);
        Complete(order.Length, cancellationToken);
    }

    /// <summary>Number of leaves with padding.</summary>
    protected static int PaddedCount(int leaves, LeafPadding padding) =>
        padding == LeafPadding.None ? leaves : checked((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)leaves));

    private static FlatTree Room(TreeDescription shape, int count) => shape.Odd == OddRule.Complete ? new HeapTree(shape, count) : new LevelTree(shape, count);
}
