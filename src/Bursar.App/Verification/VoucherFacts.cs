using Bursar.Evm.Primitives;

namespace Bursar.App.Verification;

/// <summary>What happened at an escrow of vouchers.</summary>
/// <param name="Open">Whether it is there, made and funded by the factory.</param>
/// <param name="Balance">What it still holds, in base units.</param>
/// <param name="Payments">What was paid, account by account, in chain order.</param>
/// <param name="Signers">Everybody who ever had a budget, in the order in which they got it.</param>
/// <param name="Revocations">Vouchers that were made good for nothing.</param>
/// <param name="ClawedBack">What its owner took back after the expiry.</param>
public sealed record VoucherFacts(
    bool Open, UInt256 Balance, IReadOnlyList<VoucherPayment> Payments, IReadOnlyList<SignerFacts> Signers, IReadOnlyList<VoucherRevocation> Revocations, UInt256 ClawedBack)
{
    /// <summary>The facts of an escrow that is not there.</summary>
    public static VoucherFacts Missing { get; } = new(false, UInt256.Zero, [], [], [], UInt256.Zero);

    /// <summary>What was paid in all, in base units.</summary>
    public UInt256 Paid => Payments.Aggregate(UInt256.Zero, (sum, p) => sum + p.Amount);

    /// <summary>How many vouchers were paid; a batch is one.</summary>
    public int Vouchers => Payments.Select(p => (p.Signer, p.Nonce)).Distinct().Count();
}

/// <summary>A payment by a voucher, or by a row of a batch.</summary>
/// <param name="Signer">Whose voucher it was.</param>
/// <param name="Nonce">Its number.</param>
/// <param name="Row">The row of the batch, from 0; null for a voucher of its own.</param>
/// <param name="Account">Whom the voucher was for.</param>
/// <param name="To">Who got the tokens.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record VoucherPayment(
    Address Signer, UInt256 Nonce, int? Row, Address Account, Address To, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);

/// <summary>A signer of vouchers.</summary>
/// <param name="Signer">The signer.</param>
/// <param name="Left">What it may still give out, in base units.</param>
/// <param name="Paid">What its vouchers were paid, in base units.</param>
/// <param name="Vouchers">How many of its vouchers were paid; a batch is one.</param>
public sealed record SignerFacts(Address Signer, UInt256 Left, UInt256 Paid, int Vouchers);

/// <summary>Vouchers that were made good for nothing, unless they had been paid before.</summary>
/// <param name="Signer">Whose.</param>
/// <param name="First">Number of the first one.</param>
/// <param name="Count">How many.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record VoucherRevocation(Address Signer, UInt256 First, UInt256 Count, Hash32 Transaction);
