using Bursar.App.Outbox;
using Bursar.App.Vouchers;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>An escrow of vouchers, as the client's account uses it: as a signer, as somebody who has a voucher, or as the owner.</summary>
public sealed class VoucherEscrow
{
    private readonly ClientCore _core;

    internal VoucherEscrow(ClientCore core, Address address, byte decimals)
    {
        _core = core;
        Address = address;
        Decimals = decimals;
    }

    /// <summary>Where it is.</summary>
    public Address Address { get; }

    /// <summary>Decimals of its token.</summary>
    public byte Decimals { get; }

    /// <summary>What the chain says of it: what it holds, its owner, what its first signer may still give out.</summary>
    public Task<VouchersState> ShowAsync(CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadVouchers(_core.Chain).RunAsync(Address, cancellationToken)).Value);

    /// <summary>Writes a voucher with the client's key; nothing is sent. <see cref="VoucherPaper.ToJson"/> is the file to hand over.</summary>
    /// <param name="account">Who is paid, or says who is.</param>
    /// <param name="amount">How much.</param>
    /// <param name="number">The voucher's number; each number of a signer is good once.</param>
    /// <param name="expires">From when it is no longer good; null for never.</param>
    /// <param name="cancellationToken">Stops before it is signed.</param>
    public Task<VoucherPaper> SignAsync(Address account, Quantity amount, ulong number, DateTimeOffset? expires = null, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(() => VoucherPaper.SignAsync(
            _core.SignerFor("voucher-sign"), _core.Network.ChainId, Address, account, amount.With(Decimals).BaseUnits, number, 0, Seconds(expires), cancellationToken));

    /// <summary>Writes one voucher that pays a whole list, up to <see cref="VoucherBatchPaper.MaxRows"/> rows; nothing is sent.</summary>
    /// <param name="list">Who is paid how much.</param>
    /// <param name="number">The voucher's number; each number of a signer is good once.</param>
    /// <param name="expires">From when it is no longer good; null for never.</param>
    /// <param name="cancellationToken">Stops before it is signed.</param>
    /// <exception cref="FaultException">A row cannot stand in a batch, or there are too many.</exception>
    public Task<VoucherBatchPaper> SignAsync(RecipientList list, ulong number, DateTimeOffset? expires = null, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(() => VoucherBatchPaper.SignAsync(_core.SignerFor("voucher-sign"), _core.Network.ChainId, Address, list.Rows, number, 0, Seconds(expires), cancellationToken));

    /// <summary>Has a voucher paid; anybody may.</summary>
    /// <param name="voucher">The voucher.</param>
    /// <param name="to">Who gets the tokens; null for the voucher's account, which alone can choose somebody else.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">It was paid or revoked, is not good now, or is above its signer's budget.</exception>
    public Task<Sent> ClaimAsync(VoucherPaper voucher, Address? to = null, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.ClaimAsync(voucher, to, _core.Options.Time.GetUtcNow(), Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Has a batch paid, all of it or nothing; anybody may.</summary>
    /// <exception cref="FaultException">It was paid or revoked, is not good now, or is above its signer's budget.</exception>
    public Task<Sent> ClaimAsync(VoucherBatchPaper batch, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.ClaimAsync(batch, _core.Options.Time.GetUtcNow(), Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Makes vouchers good for nothing. The owner's right, and the signer's own.</summary>
    /// <param name="signer">Whose vouchers.</param>
    /// <param name="first">Number of the first one.</param>
    /// <param name="count">How many, from there on.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">The client's account may not, or the chain refused.</exception>
    public Task<Sent> RevokeAsync(Address signer, ulong first, ulong count = 1, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.RevokeAsync(Address, signer, first, count, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Gives what is left of a signer's budget to another signer. The owner's right.</summary>
    /// <exception cref="FaultException">The client's account is not the owner, or the chain refused.</exception>
    public Task<Sent> RotateAsync(Address from, Address to, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.RotateAsync(Address, from, to, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>Sets what a signer may give out from now on; nothing dismisses it. The owner's right.</summary>
    /// <exception cref="FaultException">The client's account is not the owner, or the chain refused.</exception>
    public Task<Sent> SetBudgetAsync(Address signer, Quantity budget, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.SetBudgetAsync(Address, signer, budget.With(Decimals).BaseUnits, Outbox, Progress, cancellationToken), cancellationToken);

    /// <summary>After the end, sends what is left to <paramref name="to"/>. The owner's right.</summary>
    /// <exception cref="FaultException">It has not ended, or belongs to somebody else.</exception>
    public Task<Sent> ClawBackAsync(Address to, CancellationToken cancellationToken = default) =>
        SendAsync(use => use.ClawBackAsync(Address, to, _core.Options.Time.GetUtcNow(), Outbox, Progress, cancellationToken), cancellationToken);

    private OutboxOptions Outbox => _core.Options.Outbox;

    private IProgress<OutboxProgress>? Progress => _core.Options.Progress;

    private static ulong Seconds(DateTimeOffset? time) => time is { } at ? checked((ulong)at.ToUnixTimeSeconds()) : 0;

    private async Task<Sent> SendAsync(Func<UseVouchers, Task<Result<UsedVouchers>>> use, CancellationToken cancellationToken) =>
        new(null, (await _core.SendAsync(() => use(new UseVouchers(_core.Steps)), cancellationToken)).Outcome);
}
