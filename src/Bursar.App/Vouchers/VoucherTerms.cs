using Bursar.Evm.Primitives;

namespace Bursar.App.Vouchers;

/// <summary>What decides whether a voucher, or a batch of them, is paid.</summary>
/// <param name="Chain">The chain that it is good on.</param>
/// <param name="Drop">Who pays it.</param>
/// <param name="Signer">Whose voucher it is.</param>
/// <param name="Nonce">Its number among the signer's vouchers.</param>
/// <param name="Amount">What it takes off the signer's budget, in base units.</param>
/// <param name="Start">Unix seconds from which it is good; 0 for at once.</param>
/// <param name="Expiry">Unix seconds from which it no longer is; 0 for never.</param>
public sealed record VoucherTerms(ChainId Chain, Address Drop, Address Signer, UInt256 Nonce, UInt256 Amount, ulong Start, ulong Expiry);
