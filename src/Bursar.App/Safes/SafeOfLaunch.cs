using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>The Safe that a launch names, as a plan states it.</summary>
internal static class SafeOfLaunch
{
    /// <summary>Who it is and what it does in the launch, in sentences; faults when it is no Safe that is known. Nothing for a launch without one.</summary>
    public static async Task<Result<IReadOnlyList<string>>> StateAsync(EthereumClient client, Launch launch, CancellationToken cancellationToken)
    {
        if (launch.Safe is not { } safe)
            return Result<IReadOnlyList<string>>.Ok([]);
        if (!(await new ReadSafe(client).RunAsync(safe, cancellationToken)).TryGet(out SafeFacts? facts, out IReadOnlyList<Fault> faults))
            return Result<IReadOnlyList<string>>.Fail([.. faults.Select(f => f.At(launch.PositionOf("safe")))]);
        string[] owned = [.. Owned(launch, safe)];
        string[] roles = [.. launch.Operator == safe ? ["is the operator"] : Array.Empty<string>(), .. owned.Length > 0 ? [$"owns {string.Join(", ", owned)}"] : Array.Empty<string>()];
        string role = roles.Length == 0 ? "is named and does nothing in this launch" : string.Join(" and ", roles);
        return Result<IReadOnlyList<string>>.Ok(
        [
            $"{safe} is a Safe ({facts.Release.Version}) and {role}: {facts.Rule} owners have to sign, {string.Join(", ", facts.Owners)}.",
            .. facts.Dangers.Select(d => $"ATTENTION: {d.Warning}."),
        ]);
    }

    private static IEnumerable<string> Owned(Launch launch, Address safe) =>
    [
        .. launch.Tokens.OfType<CreatedTokenSpec>().Where(t => t.Owner == safe).Select(t => t.Path),
        .. launch.Vesting.Where(v => v.Revoker == safe).Select(v => v.Path),
        .. launch.Drops.Where(d => d.Owner == safe).Select(d => d.Path),
        .. launch.Vouchers.Where(v => v.Owner == safe).Select(v => v.Path),
        .. launch.Programmes.Where(p => p.Owner == safe).Select(p => p.Path),
        .. launch.Staking.Where(s => s.Owner == safe).Select(s => s.Path),
    ];
}
