using Bursar.Evm.Primitives;

namespace Bursar.Evm.Transactions;

/// <summary>A contract and the storage slots that a transaction says it will touch (EIP-2930).</summary>
/// <param name="Address">The contract.</param>
/// <param name="StorageKeys">The slots.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash32> StorageKeys)
{
    /// <inheritdoc/>
    public bool Equals(AccessListEntry? other) => other is not null && Address == other.Address && StorageKeys.SequenceEqual(other.StorageKeys);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, StorageKeys.Count);
}
