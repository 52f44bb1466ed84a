using Bursar.Evm.Abi;

namespace Bursar.Contracts;

/// <summary>Compares the code at an address with an artifact's deployed bytecode, which has zeros where immutable values go.</summary>
public static class CodeMatch
{
    /// <summary>Compares all bytes except immutable values, of which it asks only that one value is the same wherever it occurs.</summary>
    /// <param name="onChain">What <c>eth_getCode</c> says.</param>
    /// <param name="runtimeCode">The artifact's deployed bytecode, such as <c>MerkleDrop.RuntimeCode</c>.</param>
    /// <param name="immutables">Where its immutable values go.</param>
    public static CodeComparison Compare(ReadOnlySpan<byte> onChain, ReadOnlySpan<byte> runtimeCode, IReadOnlyList<ImmutableReference> immutables)
    {
        ArgumentNullException.ThrowIfNull(immutables);
        if (onChain.IsEmpty)
            return new CodeComparison(CodeDifference.NoCode, 0);
        if (onChain is [0xef, 0x01, 0x00, ..] && onChain.Length == 23)
            return new CodeComparison(CodeDifference.Delegation, 0);
        if (onChain.Length != runtimeCode.Length)
            return new CodeComparison(CodeDifference.Length, Math.Min(onChain.Length, runtimeCode.Length));
        byte[] blanked = onChain.ToArray();
        foreach (ImmutableReference place in immutables)
            blanked.AsSpan(place.Start, place.Length).Clear();
        int same = blanked.AsSpan().CommonPrefixLength(runtimeCode);
        return same < runtimeCode.Length ? new CodeComparison(CodeDifference.Bytes, same) : CompareImmutables(onChain, immutables);
    }

    /// <summary>Reads the value that an immutable variable was given at deployment.</summary>
    /// <param name="onChain">What <c>eth_getCode</c> says, already compared.</param>
    /// <param name="immutables">Where the artifact's immutable values go.</param>
    /// <param name="name">Name of the variable, such as <c>_root</c>.</param>
    /// <exception cref="ArgumentException">The contract has no such variable.</exception>
    public static ReadOnlySpan<byte> ReadImmutable(ReadOnlySpan<byte> onChain, IReadOnlyList<ImmutableReference> immutables, string name)
    {
        ArgumentNullException.ThrowIfNull(immutables);
        foreach (ImmutableReference place in immutables)
        {
            if (place.Name == name)
                return onChain.Slice(place.Start, place.Length);
        }

        throw new ArgumentException($"the contract has no immutable variable '{name}'", nameof(name));
    }

    private static CodeComparison CompareImmutables(ReadOnlySpan<byte> onChain, IReadOnlyList<ImmutableReference> immutables)
    {
        var first = new Dictionary<string, ImmutableReference>(StringComparer.Ordinal);
        foreach (ImmutableReference place in immutables)
        {
            if (first.TryAdd(place.Name, place))
                continue;
            ImmutableReference earlier = first[place.Name];
            if (!onChain.Slice(place.Start, place.Length).SequenceEqual(onChain.Slice(earlier.Start, earlier.Length)))
                return new CodeComparison(CodeDifference.Immutable, place.Start);
        }

        return default;
    }
}
