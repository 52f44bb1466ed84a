using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Decides which tree a file is meant for, and builds it.</summary>
public static class TreeChoice
{
    /// <summary>Builds the tree of <paramref name="input"/>.</summary>
    /// <param name="input">The file.</param>
    /// <param name="root">The root that was published; it tells which of several kinds is meant, and any other root is a fault. Null when it is not known.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The tree, or a fault: the file fits several kinds and no root tells which, or none of them leads to the root.</returns>
    public static Result<MerkleTree> Build(TreeInput input, Hash32? root, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        string names = string.Join(", ", input.Candidates.Select(k => k.Name));
        if (input.Candidates.Count > 1 && root is null)
        {
            return new Fault("tree.ambiguous", $"The file is {input.Content}, which can be meant for several kinds of trees, each with another root: {names}.", null,
                "Name one with --format, or the published root with --root.")
            { File = input.Table.FileName };
        }

        MerkleTree? last = null;
        foreach (TreeKind kind in input.Candidates)
        {
            Result<MerkleTree> built = MerkleTree.Build(kind, input.Table, cancellationToken);
            if (!built.TryGet(out MerkleTree? tree))
            {
                if (input.Candidates.Count == 1)
                    return built;
                continue; // the rows cannot be of this kind
            }

            if (root is null || tree.Root == root)
                return tree;
            last = tree;
        }

        string found = input.Candidates.Count == 1 && last is not null ? $"The rows make the root {last.Root} as {last.Kind}, not {root}." : $"The rows do not make the root {root} as any of these kinds: {names}.";
        return new Fault("tree.root-differs", found, "--root", "Check the root and the file; a described kind (--format FILE) covers trees that have no name.") { File = input.Table.FileName };
    }
}
