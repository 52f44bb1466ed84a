namespace Bursar.Evm.Abi;

/// <summary>Compares byte strings and lists by content, where a record would compare them by reference.</summary>
public static class AbiEquality
{
    /// <summary>Whether both are the same bytes.</summary>
    public static bool Same(byte[]? left, byte[]? right) =>
        left is null || right is null ? ReferenceEquals(left, right) : left.AsSpan().SequenceEqual(right);

    /// <summary>Whether both have as many elements, equal one by one.</summary>
    public static bool Same<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right, Func<T, T, bool> same)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
            return ReferenceEquals(left, right);
        if (left.Count != right.Count)
            return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (!same(left[i], right[i]))
                return false;
        }

        return true;
    }

    /// <summary>A hash of the bytes.</summary>
    public static int Hash(byte[]? value)
    {
        var hash = default(HashCode);
        hash.AddBytes(value);
        return hash.ToHashCode();
    }

    /// <summary>A hash of the number of elements, which equal lists share.</summary>
    public static int Hash<T>(IReadOnlyList<T>? value) => value?.Count ?? -1;
}
