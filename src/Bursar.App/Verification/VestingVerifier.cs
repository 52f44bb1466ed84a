using Bursar.App.Planning;
using Bursar.App.Vesting;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks vesting: every schedule's id, state and vested amount against its curve, every payment, and that the tokens that are owed are there.</summary>
internal sealed class VestingVerifier(EthereumClient client, BlockHeader head, CheckLog log)
{
    private readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp);

    /// <summary>Checks that the vault holds of a token what it owes to everybody, whoever opened the schedules.</summary>
    public async Task VaultAsync(TokenBlueprint token, VaultBooks books, CancellationToken cancellationToken)
    {
        if (books.Entries.Count == 0)
            return;
        UInt256 balance = await client.CallAsync(token.Address, new Erc20.BalanceOfCall(Deployments.VestingVaultAddress), head.Number, cancellationToken);
        UInt256 owed = books.OwedByVault;
        log.That("vesting", $"{token.Symbol} in the vault", balance >= owed, $"at least {owed} for the {books.Entries.Count} schedules of all", balance.ToString());
    }

    public async Task<VestingFacts> RunAsync(VestingBlueprint vesting, VaultBooks books, CancellationToken cancellationToken)
    {
        string subject = vesting.Source == VestingSource.Operator ? vesting.Spec.Path : $"{vesting.Path} ({vesting.Spec.Path})";
        (ScheduleBlueprint Planned, VaultEntry? Found)[] schedules = [.. vesting.Schedules.Select(s => (s, books.Find(s.Id)))];
        (ScheduleBlueprint Planned, VaultEntry Found)[] opened = [.. schedules.Where(s => s.Found is not null).Select(s => (s.Planned, s.Found!))];

        // A row of a drop is opened when it has been claimed, which is up to those who claim.
        if (vesting.Source != VestingSource.Drop)
            Rows(subject, $"{Count(schedules.Length)} opened", schedules.Where(s => s.Found is null).Select(s => (s.Planned, $"schedule {s.Planned.Id} is open", "it was never opened")));
        Rows(subject, "amounts promised", opened.Where(s => s.Found.State.Promised != Promised(s.Planned, s.Found))
            .Select(s => (s.Planned, Promised(s.Planned, s.Found).ToString(), s.Found.State.Promised.ToString())));
        Rows(subject, "revoked only by the revoker", opened.Where(s => s.Found.Revocation is not null && s.Planned.Schedule.Revoker.IsZero)
            .Select(s => (s.Planned, "nobody can end it", $"it was ended at {s.Found.RevokedAt:u}")));
        Rows(subject, "amounts withdrawn", opened.Where(s => s.Found.State.Withdrawn != s.Found.Paid)
            .Select(s => (s.Planned, $"{s.Found.Paid}, what its payments add up to", s.Found.State.Withdrawn.ToString())));
        IReadOnlyList<UInt256> vested = await VestedAsync([.. opened.Select(s => s.Found)], cancellationToken);
        Rows(subject, $"amounts vested by {_now:yyyy-MM-dd HH:mm:ss} UTC", opened.Zip(vested).Where(p => p.Second != Vested(p.First.Planned, p.First.Found))
            .Select(p => (p.First.Planned, Vested(p.First.Planned, p.First.Found).ToString(), p.Second.ToString())));
        Rows(subject, "no more withdrawn than has vested", opened.Where(s => s.Found.State.Withdrawn > Vested(s.Planned, s.Found))
            .Select(s => (s.Planned, $"at most {Vested(s.Planned, s.Found)}", s.Found.State.Withdrawn.ToString())));
        await CheckBoxesAsync(subject, vesting.Token, opened, cancellationToken);

        return new VestingFacts([.. schedules.Select(s => s.Found is { } found
            ? new ScheduleFacts(found.Id, found.Schedule.Recipient, true, found.State.Promised, Vested(s.Planned, found), found.State.Withdrawn, found.State.Boxed, found.RevokedAt)
            : new ScheduleFacts(s.Planned.Id, s.Planned.Schedule.Recipient, false, UInt256.Zero, UInt256.Zero, UInt256.Zero, false, null))]);
    }

    /// <summary>What a schedule promises: all of its curve, or what had vested when it was ended.</summary>
    private static UInt256 Promised(ScheduleBlueprint planned, VaultEntry found) => found.RevokedAt is { } end ? planned.Curve.VestedAt(end) : planned.Curve.Total;

    private UInt256 Vested(ScheduleBlueprint planned, VaultEntry found)
    {
        UInt256 vested = planned.Curve.VestedAt(_now);
        UInt256 promised = Promised(planned, found);
        return vested < promised ? vested : promised;
    }

    private async Task<IReadOnlyList<UInt256>> VestedAsync(VaultEntry[] entries, CancellationToken cancellationToken) =>
        await client.CallManyAsync<UInt256>(
            [.. entries.Select(e => new ContractCall<UInt256>(Deployments.VestingVaultAddress, new VestingVault.VestedAtCall(e.Schedule, (UInt256)head.Timestamp)))], head.Number, cancellationToken);

    private async Task CheckBoxesAsync(string subject, TokenBlueprint token, (ScheduleBlueprint Planned, VaultEntry Found)[] opened, CancellationToken cancellationToken)
    {
        (ScheduleBlueprint Planned, VaultEntry Found)[] boxed = [.. opened.Where(s => s.Found.State.Boxed)];
        if (boxed.Length == 0)
            return;
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. boxed.Select(s => new ContractCall<UInt256>(token.Address, new Erc20.BalanceOfCall(VestingKeys.BoxOf(s.Found.Schedule))))], head.Number, cancellationToken);
        Rows(subject, $"{token.Symbol} in {Count(boxed.Length, "box", "boxes")}", boxed.Zip(balances).Where(p => p.Second < p.First.Found.Owed)
            .Select(p => (p.First.Planned, $"at least {p.First.Found.Owed}", p.Second.ToString())));
    }

    private void Rows(string subject, string what, IEnumerable<(ScheduleBlueprint Planned, string Expected, string Found)> differences) =>
        log.Rows(subject, what, [.. differences.Select(d => (d.Planned.Place, d.Expected, d.Found))]);

    private static string Count(int count, string one = "schedule", string many = "schedules") => $"{count:N0} {(count == 1 ? one : many)}";
}
