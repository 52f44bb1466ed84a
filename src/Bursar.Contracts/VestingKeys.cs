using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>What follows from a vesting schedule alone, as <c>VestingVault</c> computes it: its key, its id and the address of its box.</summary>
public static class VestingKeys
{
    private static readonly Hash32 BoxCode = Keccak256.Hash(Box.CreationCode());

    /// <summary>All that a schedule says but its token. The box follows from it.</summary>
    public static Hash32 KeyOf(VestingVault.Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var points = new AbiPacked(schedule.Points.Count * Hash32.Length);
        foreach (UInt256 point in schedule.Points)
            points.AppendElement(point);
        return new AbiPacked(4 * Hash32.Length).AppendElement(schedule.Recipient).AppendElement(schedule.Revoker).Append(schedule.Salt).Append(points.Hash()).Hash();
    }

    /// <summary>The schedule's id, as <c>idOf</c> gives it.</summary>
    public static Hash32 IdOf(VestingVault.Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new AbiPacked(2 * Hash32.Length).AppendElement(schedule.Token).Append(KeyOf(schedule)).Hash();
    }

    /// <summary>Where the tokens of a schedule may wait that <c>open</c> will open, as <c>boxOf</c> gives it; the token is not looked at.</summary>
    public static Address BoxOf(VestingVault.Schedule schedule) => Create2.AddressOf(Deployments.VestingVaultAddress, KeyOf(schedule), BoxCode);
}
