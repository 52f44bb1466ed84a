using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Vouchers;

/// <summary>Claims vouchers, revokes them and changes signers; each effect is one that the chain knows, so nothing happens twice.</summary>
public sealed class UseVouchers(SendSteps send)
{
    private const ulong ClaimGas = 150_000;
    private const ulong OwnerGas = 120_000;
    private const ulong WordGas = 25_000;
    private const ulong RowGas = 60_000;

    /// <summary>Has a voucher paid.</summary>
    /// <param name="paper">The voucher.</param>
    /// <param name="to">Who gets the tokens; null for the voucher's account. Only that account itself can choose somebody else.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedVouchers>> ClaimAsync(
        VoucherPaper paper, Address? to, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paper);
        if (to is { } other && other != paper.Account && send.Sender != paper.Account)
            return new Fault("voucher.not-yours", "only the account of a voucher decides where its tokens go.", "--to", "Leave --to out, or sign with the account's own key.") { Kind = FaultKind.Usage };
        var voucher = new VoucherDrop.Voucher(paper.Account, paper.Amount, paper.Nonce, paper.Start, paper.Expiry);
        byte[] data = to is { } receiver && receiver != paper.Account
            ? new VoucherDrop.ClaimToCall(receiver, voucher, paper.R, paper.Vs).Encode()
            : new VoucherDrop.ClaimCall(voucher, paper.R, paper.Vs).Encode();
        return await ClaimAsync(paper.Terms, $"Claim voucher {paper.Nonce} of {paper.Signer}", data, ClaimGas, now, options, progress, cancellationToken);
    }

    /// <summary>Has a batch paid: all of its rows or none.</summary>
    /// <param name="paper">The batch.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedVouchers>> ClaimAsync(
        VoucherBatchPaper paper, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paper);
        byte[] data = new VoucherDrop.ClaimBatchCall(paper.Packed, paper.Nonce, paper.Start, paper.Expiry, paper.R, paper.Vs).Encode();
        return await ClaimAsync(paper.Terms, $"Claim batch {paper.Nonce} of {paper.Signer}, {paper.Rows.Count} rows", data, ClaimGas + (RowGas * (ulong)paper.Rows.Count), now, options, progress, cancellationToken);
    }

    /// <summary>Makes vouchers of a signer good for nothing. The owner's right, and the signer's own.</summary>
    public Task<Result<UsedVouchers>> RevokeAsync(
        Address drop, Address signer, UInt256 first, UInt256 count, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        byte[] data = new VoucherDrop.RevokeCall(signer, first, count).Encode();
        ulong gas = OwnerGas + (WordGas * ((ulong.TryParse(count.ToString(), out ulong many) ? many : 0) / 256));
        PlanStep step = Step(drop, $"voucher-revoke/{drop}/{signer}/{first}/{count}", $"Revoke {count} vouchers of {signer} from number {first} on", data, gas,
            new StepCheck(drop, new VoucherDrop.IsUsedCall(signer, first + count - UInt256.One).Encode(), UInt256.One.ToBigEndian()));
        return SendAsync(drop, step, state => Task.FromResult(
            send.Sender == state.Owner || send.Sender == signer
                ? null
                : new Fault("voucher.may-not-revoke", $"neither the owner {state.Owner} nor the signer {signer} is {send.Sender}.", "--from", "Sign with the key of one of them.") { Kind = FaultKind.Refused }),
            options, progress, cancellationToken);
    }

    /// <summary>Gives the rest of a signer's budget to another signer. The owner's right.</summary>
    public async Task<Result<UsedVouchers>> RotateAsync(
        Address drop, Address from, Address to, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        PlanStep step = Step(drop, $"voucher-rotate/{drop}/{from}/{to}", $"Give the budget of {from} to {to}", new VoucherDrop.RotateSignerCall(from, to).Encode(), OwnerGas,
            new StepCheck(drop, new VoucherDrop.BudgetOfCall(from).Encode(), UInt256.Zero.ToBigEndian()));
        return await SendAsync(drop, step, state => Task.FromResult(
            NotOwner(state) is { } stranger ? stranger
                : to.IsZero || to == from
                    ? new Fault("voucher.bad-signer", $"{to} cannot follow {from}.", "--to", "Give another key's address.") { Kind = FaultKind.Usage }
                    : null),
            options, progress, cancellationToken);
    }

    /// <summary>Sets what a signer may give out from now on, and so appoints or dismisses it. The owner's right.</summary>
    public Task<Result<UsedVouchers>> SetBudgetAsync(
        Address drop, Address signer, UInt256 budget, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        PlanStep step = Step(drop, $"voucher-budget/{drop}/{signer}/{budget}", $"Let {signer} give out {budget} base units", new VoucherDrop.SetBudgetCall(signer, budget).Encode(), OwnerGas,
            new StepCheck(drop, new VoucherDrop.BudgetOfCall(signer).Encode(), budget.ToBigEndian()));
        return SendAsync(drop, step, state => Task.FromResult(
            signer.IsZero ? new Fault("voucher.bad-signer", "the zero address is nobody's key.", "--signer", "Give a key's address.") { Kind = FaultKind.Usage } : NotOwner(state)), options, progress, cancellationToken);
    }

    /// <summary>Takes back what is left after the end. The owner's right.</summary>
    /// <param name="drop">The escrow.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedVouchers>> ClawBackAsync(
        Address drop, Address to, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Result<VouchersState> read = await new ReadVouchers(send.Client).RunAsync(drop, cancellationToken);
        if (!read.TryGet(out VouchersState? found))
            return Result<UsedVouchers>.Fail(read.Faults);
        PlanStep step = Step(drop, $"voucher-clawback/{drop}", $"Take back what is left in {drop}, to {to}", new VoucherDrop.ClawbackCall(to).Encode(), OwnerGas,
            new StepCheck(found.Parameters.Token, new Erc20.BalanceOfCall(drop).Encode(), UInt256.Zero.ToBigEndian()));
        return await SendAsync(drop, step, state => Task.FromResult(ClawBackProblem(state, to, now)), options, progress, cancellationToken);
    }

    private async Task<Result<UsedVouchers>> ClaimAsync(
        VoucherTerms terms, string title, byte[] data, ulong gas, DateTimeOffset now, OutboxOptions? options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        if (terms.Chain != send.Network.ChainId)
            return new Fault("voucher.other-chain", $"the voucher is for chain {terms.Chain}, not for {send.Network.Title}.", "--network", "Choose the network that the voucher is for.") { Kind = FaultKind.Usage };
        PlanStep step = Step(terms.Drop, $"voucher-claim/{terms.Drop}/{terms.Signer}/{terms.Nonce}", title, data, gas,
            new StepCheck(terms.Drop, new VoucherDrop.IsUsedCall(terms.Signer, terms.Nonce).Encode(), UInt256.One.ToBigEndian()));
        return await SendAsync(terms.Drop, step, state => ClaimProblemAsync(state, terms, now, cancellationToken), options, progress, cancellationToken);
    }

    private async Task<Result<UsedVouchers>> SendAsync(
        Address drop, PlanStep step, Func<VouchersState, Task<Fault?>> check, OutboxOptions? options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        Result<VouchersState> read = await new ReadVouchers(send.Client).RunAsync(drop, cancellationToken);
        if (!read.TryGet(out VouchersState? state))
            return Result<UsedVouchers>.Fail(read.Faults);
        var order = new SendOrder { Steps = [step] };
        if (!await send.IsUnderWayAsync(order, cancellationToken) && await check(state) is { } problem)
            return problem;
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new UsedVouchers(state, outcome) : Result<UsedVouchers>.Fail(sent.Faults);
    }

    private Fault? NotOwner(VouchersState state) => send.Sender == state.Owner
        ? null
        : new Fault("voucher.not-owner", $"{state.Owner} owns the vouchers' escrow, not {send.Sender}.", "--from", "Sign with the owner's key.") { Kind = FaultKind.Refused };

    private Fault? ClawBackProblem(VouchersState state, Address to, DateTimeOffset now)
    {
        if (to.IsZero || to == state.Address)
            return new Fault("voucher.bad-recipient", $"{to} cannot get what is left.", "--to", "Give an account that can move tokens.");
        if (NotOwner(state) is { } stranger)
            return stranger;
        ulong time = Math.Max(state.Time, (ulong)now.ToUnixTimeSeconds());
        return state.Parameters.Expiry != 0 && time >= state.Parameters.Expiry
            ? null
            : new Fault("voucher.not-expired", state.Parameters.Expiry == 0 ? "these vouchers never end." : $"vouchers are paid until {Moment(state.Parameters.Expiry)}.", null, "Until then the escrow is there for those who have vouchers.") { Kind = FaultKind.Refused };
    }

    private async Task<Fault?> ClaimProblemAsync(VouchersState state, VoucherTerms terms, DateTimeOffset present, CancellationToken cancellationToken)
    {
        ulong now = Math.Max(state.Time, (ulong)present.ToUnixTimeSeconds());
        ulong start = Math.Max(state.Parameters.Start, terms.Start);
        if (now < start)
            return new Fault("voucher.not-started", $"the voucher is good from {Moment(start)} on.", null, "Wait until then.") { Kind = FaultKind.Refused };
        foreach (ulong end in new[] { terms.Expiry, state.Parameters.Expiry })
        {
            if (end != 0 && now >= end)
                return new Fault("voucher.expired", $"the voucher was good until {Moment(end)}.", null, "Ask its signer for another one.") { Kind = FaultKind.Refused };
        }

        if (await send.Client.CallAsync(terms.Drop, new VoucherDrop.IsUsedCall(terms.Signer, terms.Nonce), BlockTagLatest, cancellationToken))
            return new Fault("voucher.used", $"voucher {terms.Nonce} of {terms.Signer} was paid or revoked.", null, "Nothing is left to do, or ask its signer for another one.") { Kind = FaultKind.Refused };
        UInt256 budget = await send.Client.CallAsync(terms.Drop, new VoucherDrop.BudgetOfCall(terms.Signer), BlockTagLatest, cancellationToken);
        UInt256 most = budget < state.Balance ? budget : state.Balance;
        return terms.Amount > most
            ? new Fault("voucher.over-budget", $"the voucher is for {terms.Amount} base units; its signer may still give out {budget}, and {state.Balance} are there.", null, "Ask the drop's owner to raise the budget, or to fill the drop.") { Kind = FaultKind.Refused }
            : null;
    }

    private static Evm.Rpc.BlockTag BlockTagLatest => Evm.Rpc.BlockTag.Latest;

    private static PlanStep Step(Address drop, string id, string title, byte[] data, ulong gas, StepCheck check) =>
        new() { Id = id, Title = title, To = drop, Data = data, Gas = gas, Check = check };

    private static string Moment(ulong seconds) => $"{DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, 253_402_300_799UL)):yyyy-MM-dd HH:mm:ss} UTC";
}

/// <summary>Vouchers after something was done with them.</summary>
/// <param name="Before">The escrow before.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record UsedVouchers(VouchersState Before, OutboxOutcome Outcome);
