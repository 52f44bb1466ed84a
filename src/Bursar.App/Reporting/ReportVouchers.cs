using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>An escrow of vouchers, and what was paid out of it.</summary>
public sealed record ReportVouchers
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The contract.</summary>
    public required Address Address { get; init; }

    /// <summary>The token that vouchers are about; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>Who appoints signers and sets their budgets.</summary>
    public required Address Owner { get; init; }

    /// <summary>The escrow at the beginning, in base units.</summary>
    public required UInt256 Total { get; init; }

    /// <summary>What the contract holds at the last block, in base units.</summary>
    public required UInt256 Held { get; init; }

    /// <summary>First second of claiming; null for at once.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>End of claiming; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Base units that the owner took back after the expiry.</summary>
    public UInt256 ClawedBack { get; init; }

    /// <summary>Everybody who ever had a budget.</summary>
    public IReadOnlyList<ReportSigner> Signers { get; init; } = [];

    /// <summary>Every payment, account by account, in chain order.</summary>
    public IReadOnlyList<ReportVoucherPayment> Payments { get; init; } = [];

    /// <summary>Vouchers that were made good for nothing.</summary>
    public IReadOnlyList<ReportRevocation> Revocations { get; init; } = [];

    /// <summary>Sum of the payments in base units.</summary>
    [JsonIgnore]
    public UInt256 Paid => Sums.Of(Payments, static p => p.Amount);
}

/// <summary>A signer of vouchers.</summary>
/// <param name="Signer">The signer.</param>
/// <param name="Left">What it may still give out, in base units.</param>
/// <param name="Paid">What its vouchers were paid, in base units.</param>
/// <param name="Vouchers">How many of its vouchers were paid; a batch is one.</param>
public sealed record ReportSigner(Address Signer, UInt256 Left, UInt256 Paid, long Vouchers);

/// <summary>A payment by a voucher, or by a row of a batch.</summary>
/// <param name="Signer">Whose voucher it was.</param>
/// <param name="Number">The voucher's number among the signer's.</param>
/// <param name="Row">Row of the batch, from 0; null for a voucher of its own.</param>
/// <param name="Account">Whom it was for.</param>
/// <param name="To">Who got the tokens.</param>
/// <param name="Amount">Base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">Transaction hash.</param>
public sealed record ReportVoucherPayment(
    Address Signer, UInt256 Number, int? Row, Address Account, Address To, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);

/// <summary>Vouchers that were made good for nothing, unless they had been paid before.</summary>
/// <param name="Signer">Whose.</param>
/// <param name="First">Number of the first one.</param>
/// <param name="Count">How many.</param>
/// <param name="Transaction">Transaction hash.</param>
public sealed record ReportRevocation(Address Signer, UInt256 First, UInt256 Count, Hash32 Transaction);
