using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.App.Verification;

namespace Bursar.App.Reporting;

/// <summary>What a report says of vouchers and programmes.</summary>
internal static class EscrowReports
{
    private const ulong LastSecond = 253_402_300_799;

    public static ReportVouchers Of(VoucherBlueprint voucher, ChainFacts facts)
    {
        VoucherFacts found = facts.Vouchers[voucher.Address];
        return new ReportVouchers
        {
            Name = voucher.Spec.Key,
            Address = voucher.Address,
            Token = voucher.Token.Address,
            Owner = voucher.Spec.Owner,
            Total = voucher.Parameters.Total,
            Held = found.Balance,
            Starts = voucher.Spec.Starts,
            Expires = voucher.Spec.Expires,
            ClawedBack = found.ClawedBack,
            Signers = [.. found.Signers.Select(s => new ReportSigner(s.Signer, s.Left, s.Paid, s.Vouchers))],
            Payments = [.. found.Payments.Select(p => new ReportVoucherPayment(p.Signer, p.Nonce, p.Row, p.Account, p.To, p.Amount, p.Block, p.Time, p.Transaction))],
            Revocations = [.. found.Revocations.Select(r => new ReportRevocation(r.Signer, r.First, r.Count, r.Transaction))],
        };
    }

    public static ReportProgramme Of(ProgrammeBlueprint programme, ChainFacts facts)
    {
        ProgrammeFacts found = facts.Programmes[programme.Address];
        return new ReportProgramme
        {
            Name = programme.Spec.Key,
            Address = programme.Address,
            Owner = programme.Spec.Owner,
            WindowSeconds = programme.Parameters.Window,
            Watchers = programme.Spec.Watchers,
            Expires = programme.Spec.Expires,
            Lists = [.. found.Lists.Select(ListOf)],
            Tokens = [.. found.Tokens.Select(t => new ReportProgrammeToken(t.Token, t.Escrow, t.Given, t.Paid, t.Unclaimed, t.ClawedBack, t.Balance))],
            Claims = [.. found.Claims.Select(c => new ReportProgrammeClaim(c.Account, c.Token, c.Amount, c.Block, c.Time, c.Transaction))],
        };
    }

    private static ReportProgrammeList ListOf(ProgrammeList list) => new(
        list.Id, list.State.ToString().ToLowerInvariant(), list.Root, list.ListHash, list.Uri, DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(list.ReadyAt, LastSecond)), list.ActiveSince, list.StoppedBy,
        [.. list.Totals.Select(t => new ReportTokenAmount(t.Token, t.Amount))]);
}
