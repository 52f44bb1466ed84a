using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Joins the proofs of several leaves into one, without the tree: their positions say where they meet.</summary>
public static class JoinedProof
{
    /// <summary>Joins proofs of sorted pairs.</summary>
    /// <param name="leaves">The leaves.</param>
    /// <param name="entries">Their proofs and positions, in the same order.</param>
    /// <param name="root">Where all of them lead.</param>
    /// <returns>One proof of all, whose rows are numbers in <paramref name="entries"/>; null when there is none: leaves too far apart in height.</returns>
    public static MultiProof? Of(IReadOnlyList<Hash32> leaves, IReadOnlyList<ProofEntry> entries, Hash32 root)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(entries);
        if (leaves.Count == 0 || entries.Any(e => e.Proof.Count > MerkleProof.MaxLength || e.Position.BitLength != e.Proof.Count + 1))
            return null;
        var nodes = new Dictionary<UInt128, Hash32>();
        foreach (ProofEntry entry in entries)
        {
            for (int height = 0; height < entry.Proof.Count; height++)
                nodes[Sibling(Above(entry, height))] = entry.Proof[height];
        }

        var order = new List<int>(leaves.Count);
        Arrange([.. Enumerable.Range(0, leaves.Count)], entries, 0, order);
        int[] rows = [.. order.OrderByDescending(i => entries[i].Proof.Count)];
        var queue = new Queue<UInt128>(rows.Select(i => Above(entries[i], 0)));
        var proof = new List<Hash32>();
        var flags = new List<bool>();
        while (queue.Peek() > 1)
        {
            UInt128 node = queue.Dequeue();
            bool known = queue.Count > 0 && queue.Peek() == Sibling(node);
            flags.Add(known);
            if (known)
                queue.Dequeue();
            else if (nodes.TryGetValue(Sibling(node), out Hash32 sibling))
                proof.Add(sibling);
            else
                return null;
            queue.Enqueue(Parent(node));
        }

        var joined = new MultiProof(rows, [.. rows.Select(i => leaves[i])], proof, flags);
        return joined.Verify(root) ? joined : null;
    }

    /// <summary>Puts leaves of which shallow ones come first, so that what is joined later stands side by side when the deep ones have come up.</summary>
    private static void Arrange(int[] group, IReadOnlyList<ProofEntry> entries, int depth, List<int> order)
    {
        if (group.Length == 1)
        {
            order.Add(group[0]);
            return;
        }

        order.AddRange(group.Where(i => entries[i].Proof.Count == depth));
        int shallow = group.Min(i => entries[i].Proof.Count);
        int deep = group.Max(i => entries[i].Proof.Count);
        foreach (int[] half in group.Where(i => entries[i].Proof.Count > depth).GroupBy(i => entries[i].Position.Bit(depth)).Select(g => g.ToArray())
            .OrderBy(g => g.All(i => entries[i].Proof.Count == shallow) ? 0 : g.All(i => entries[i].Proof.Count == deep) ? 2 : 1))
            Arrange(half, entries, depth + 1, order);
    }

    // A node is named by the bits above it, the nearest highest, behind a leading 1.
    private static UInt128 Above(ProofEntry entry, int height)
    {
        UInt128 name = 1;
        for (int bit = entry.Proof.Count - height - 1; bit >= 0; bit--)
            name = (name << 1) | (entry.Position.Bit(bit) ? 1U : 0U);
        return name;
    }

    private static UInt128 Sibling(UInt128 node) => node ^ (Lead(node) >> 1);

    private static UInt128 Parent(UInt128 node) => (node & ((Lead(node) >> 1) - 1)) | (Lead(node) >> 1);

    private static UInt128 Lead(UInt128 node) => UInt128.One << (int)(127 - UInt128.LeadingZeroCount(node));
}
