using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Checks proofs, and reads off them where a leaf stands. One rule for all kinds: a pair is hashed with the smaller node first.</summary>
public static class MerkleProof
{
    /// <summary>Longest proof that is accepted, here and by the drop contract.</summary>
    public const int MaxLength = 64;

    /// <summary>The leaf of a row.</summary>
    public static Hash32 Leaf(TreeKind kind, RecipientRow row)
    {
        Span<byte> hash = stackalloc byte[32];
        HashLeaf(kind, row, hash);
        return new Hash32(hash);
    }

    /// <summary>The node above two nodes, in either order.</summary>
    public static Hash32 Pair(Hash32 left, Hash32 right)
    {
        Span<byte> hash = stackalloc byte[32];
        HashPair(left.Span, right.Span, hash);
        return new Hash32(hash);
    }

    /// <summary>Where a proof leads.</summary>
    public static Hash32 Root(Hash32 leaf, IReadOnlyList<Hash32> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        Hash32 node = leaf;
        foreach (Hash32 sibling in proof)
            node = Pair(node, sibling);
        return node;
    }

    /// <summary>True when <paramref name="proof"/> leads from <paramref name="row"/> to <paramref name="root"/>.</summary>
    public static bool Verify(TreeKind kind, RecipientRow row, IReadOnlyList<Hash32> proof, Hash32 root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Count <= MaxLength && Root(Leaf(kind, row), proof) == root;
    }

    /// <summary>The bit under which a drop records the claim: 1, then from the leaf up one bit for each node of the proof, set when the hash so
    /// far is the greater of the two.</summary>
    /// <remarks>Distinct for all leaves of a tree: two paths of one length differ in the bit at which they join, and the leading 1 tells paths of
    /// different lengths apart.</remarks>
    /// <exception cref="ArgumentException">The proof has more than <see cref="MaxLength"/> nodes.</exception>
    public static UInt256 Position(Hash32 leaf, IReadOnlyList<Hash32> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.Count > MaxLength)
            throw new ArgumentException($"a proof has at most {MaxLength} nodes", nameof(proof));
        UInt128 position = 1;
        Hash32 node = leaf;
        foreach (Hash32 sibling in proof)
        {
            position = (position << 1) | (node > sibling ? 1U : 0U);
            node = Pair(node, sibling);
        }

        return new UInt256((ulong)(position & ulong.MaxValue), (ulong)(position >> 64), 0, 0);
    }

    internal static void HashLeaf(TreeKind kind, in RecipientRow row, Span<byte> destination)
    {
        if (kind.Shape == TreeShape.Standard)
        {
            Span<byte> words = stackalloc byte[64];
            words[..12].Clear();
            row.Account.CopyTo(words[12..]);
            row.Amount.WriteBigEndian(words[32..]);
            Keccak256.Hash(words, destination);
            Keccak256.Hash(destination[..32], destination);
            return;
        }

        Span<byte> packed = stackalloc byte[52];
        row.Account.CopyTo(packed);
        row.Amount.WriteBigEndian(packed[20..]);
        Keccak256.Hash(packed, destination);
    }

    internal static void HashPair(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        Span<byte> pair = stackalloc byte[64];
        bool inOrder = left.SequenceCompareTo(right) <= 0;
        (inOrder ? left : right).CopyTo(pair);
        (inOrder ? right : left).CopyTo(pair[32..]);
        Keccak256.Hash(pair, destination);
    }
}
