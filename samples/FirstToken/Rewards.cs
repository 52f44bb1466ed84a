using Bursar;
using Bursar.App.LocalChain;
using Bursar.App.Vouchers;
using Bursar.Core.Drops;

namespace FirstToken;

/// <summary>Gives tokens to people again and again: by vouchers that somebody signs within a budget, and by a programme that a watcher looks after.</summary>
public static class Rewards
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(2);

    /// <summary>Makes an escrow, signs two vouchers and has them paid.</summary>
    /// <param name="bursar">The operator, who signs too.</param>
    /// <param name="friend">Who gets the first voucher.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The escrow, as the operator sees it.</returns>
    public static async Task<VoucherEscrow> VouchersAsync(BursarClient bursar, BursarClient friend, Token coin, CancellationToken ct)
    {
        // sample: vouchers
        VoucherEscrow escrow = await bursar.Vouchers.CreateAsync(
            new() { Token = coin, Total = 1_000, Signer = bursar.Account, Budget = 300, IdempotencyKey = "invites" }, ct);
        VoucherPaper voucher = await escrow.SignAsync(friend.Account, 25, number: 1, cancellationToken: ct);    // nothing is sent

        VoucherEscrow theirs = await friend.Vouchers.OpenAsync(escrow.Address, ct);
        await theirs.ClaimAsync(voucher, cancellationToken: ct);
        // end: vouchers
        return escrow;
    }

    /// <summary>Makes a programme, proposes a list, checks it as its watcher, and lets it count after the window.</summary>
    /// <param name="bursar">The operator.</param>
    /// <param name="watcher">The watcher.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The programme, as the operator sees it.</returns>
    public static async Task<Programme> ProgrammeAsync(BursarClient bursar, BursarClient watcher, Token coin, CancellationToken ct)
    {
        // sample: propose
        Programme rewards = await bursar.Programmes.CreateAsync(
            new() { Escrow = [new(coin, 500)], Window = Window, Watchers = [watcher.Account], IdempotencyKey = "rewards" }, ct);
        CumulativeList list = CumulativeList.Create([new(bursar.Account, coin.Address, coin.Amount(30).BaseUnits), new(watcher.Account, coin.Address, coin.Amount(12).BaseUnits)], ct).Value;
        await rewards.ProposeAsync(list, cancellationToken: ct);

        Programme watched = await watcher.Programmes.OpenAsync(rewards.Address, rewards.Folder, ct);
        CumulativeDiff changes = await watched.CheckAsync(list, ct);     // throws every reason to stop it; then: await watched.VetoAsync(ct)
        // end: propose
        if (changes.Fell > 0)
            throw new InvalidOperationException("a checked list takes nothing back");
        var time = new LocalControls(bursar.Chain); // on a real chain one waits
        await time.IncreaseTimeAsync(Window, ct);
        await time.MineAsync(cancellationToken: ct);

        // sample: earn
        await rewards.ActivateAsync(ct);
        await watched.ClaimAsync(ct);       // all tokens in one call; the next list pays the difference
        // end: earn
        return rewards;
    }
}
