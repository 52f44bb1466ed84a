using Bursar;
using Bursar.App.Vesting;

namespace FirstToken;

/// <summary>Gives a team its part over years.</summary>
public static class Team
{
    /// <summary>Opens two schedules and has what has vested of one withdrawn.</summary>
    /// <param name="bursar">The operator, who pays the tokens in and can end the schedules.</param>
    /// <param name="friend">Who gets the first schedule.</param>
    /// <param name="other">Who gets the second one.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="start">Where the line begins; what has passed since then has vested already.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The schedules, as the operator sees them.</returns>
    public static async Task<IReadOnlyList<VestingSchedule>> VestAsync(
        BursarClient bursar, BursarClient friend, BursarClient other, Token coin, DateTimeOffset start, CancellationToken ct)
    {
        // sample: vest
        IReadOnlyList<VestingSchedule> team = await bursar.Vesting.CreateAsync(
            new()
            {
                Token = coin,
                Recipients = [new(friend.Account, 1_200, "design"), new(other.Account, 2_400, "code")],
                Start = start,
                Cliff = 90.Days(),
                Duration = 1_460.Days(),
                Revoker = bursar.Account,
                IdempotencyKey = "team",
            }, ct);

        VestingSchedule mine = await friend.Vesting.OpenAsync(team[0].Id, ct);
        ScheduleState state = await mine.ShowAsync(ct);      // promised, vested, withdrawn, available, in base units
        if (!state.Available.IsZero)
            await mine.WithdrawAsync(ct);                    // or friend.Vesting.WithdrawAsync(ct): of all schedules at once
        // end: vest
        return team;
    }
}
