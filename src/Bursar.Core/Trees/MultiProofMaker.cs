using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Makes proofs of several leaves.</summary>
/// <remarks>The verifier keeps a queue: it takes a node from its front, joins it with the next one or with one from the proof, and puts the result at the end.
/// That works when the deepest leaves come first, no leaf lies two levels above another, and those of one depth stand in an order in which neighbours
/// follow each other. Nodes that go up unchanged stand at the end of their level, and therefore in front when each level is taken backwards; one that
/// goes up more than once can be reached too early, and then there is no such proof.</remarks>
internal static class MultiProofMaker
{
    internal static Result<MultiProof> Make(MerkleTree tree, IReadOnlyCollection<int> rows)
    {
        if (rows.Count == 0)
            return new Fault("tree.no-multiproof", "No rows are named.", null, "Name at least one.");
        if (tree.Kind.Description.Pairs != PairOrder.Sorted)
            return new Fault("tree.no-multiproof", $"A proof of several leaves has no sides, which trees of the kind {tree.Kind} need.", null, "Take a proof for each row.");
        var byPlace = new Dictionary<int, int>();
        foreach (int row in rows)
        {
            if (!byPlace.TryAdd(tree.PlaceOf(row), row))
                return new Fault("tree.no-multiproof", $"{tree.Table.Name(row)} is named twice, or has the leaf of another row that is named.", null, "Name each row once.");
        }

        var proof = new List<Hash32>();
        var flags = new List<bool>();
        int[] order = tree.Nodes switch
        {
            HeapTree heap => OfHeap(heap, byPlace.Keys, proof, flags),
            LevelTree levels => OfLevels(levels, byPlace.Keys, proof, flags),
            _ => [],
        };
        if (order.Length == 0)
            return new Fault("tree.no-multiproof", "Shards have trees of different heights, of which one proof of several leaves cannot be made.", null, "Take a proof for each row.");
        int[] proven = Array.ConvertAll(order, p => byPlace[p]);
        var made = new MultiProof(proven, Array.ConvertAll(proven, tree.LeafOf), proof, flags);
        return made.Verify(tree.Root)
            ? made
            : new Fault("tree.no-multiproof", "One of these rows goes up several levels unchanged, so that the order in which such a proof is followed does not meet it.", null, "Take a proof for each row.");
    }

    private static int[] OfHeap(HeapTree heap, IEnumerable<int> places, List<Hash32> proof, List<bool> flags)
    {
        int[] order = [.. places.Order()]; // from the end of the array
        var queue = new Queue<int>(order.Select(heap.NodeOf));
        while (queue.Peek() > 0)
        {
            int node = queue.Dequeue();
            int sibling = (node & 1) == 1 ? node + 1 : node - 1;
            bool known = queue.Count > 0 && queue.Peek() == sibling;
            flags.Add(known);
            if (known)
                queue.Dequeue();
            else
                proof.Add(heap.Nodes[sibling]);
            queue.Enqueue((node - 1) / 2);
        }

        return order;
    }

    private static int[] OfLevels(LevelTree tree, IEnumerable<int> places, List<Hash32> proof, List<bool> flags)
    {
        int[] order = [.. places.OrderByDescending(p => Depth(tree, p)).ThenByDescending(p => p)];
        var queue = new Queue<(int Level, int Place)>(order.Select(p => Raise(tree, 0, p)));
        while (queue.Peek().Level < tree.Levels - 1)
        {
            (int level, int place) = queue.Dequeue();
            bool known = queue.Count > 0 && queue.Peek() == (level, place ^ 1);
            flags.Add(known);
            if (known)
                queue.Dequeue();
            else if (tree.TrySibling(level, place, out Hash32 sibling))
                proof.Add(sibling);
            queue.Enqueue(Raise(tree, level + 1, place >> 1));
        }

        return order;
    }

    /// <summary>The level at which a node is joined, or the root's.</summary>
    private static (int Level, int Place) Raise(LevelTree tree, int level, int place)
    {
        while (level < tree.Levels - 1 && !tree.TrySibling(level, place, out _))
            (level, place) = (level + 1, place >> 1);
        return (level, place);
    }

    private static int Depth(LevelTree tree, int place)
    {
        int depth = 0;
        for (int level = 0; level < tree.Levels - 1; level++, place >>= 1)
            depth += tree.TrySibling(level, place, out _) ? 1 : 0;
        return depth;
    }
}
