using Bursar.App.Planning;
using Bursar.App.Vouchers;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Execution;

/// <summary>Writes vouchers for accounts and lets each of them claim its own on a local chain, without the accounts' keys.</summary>
/// <remarks>The vouchers are real, and so are the claims: only their senders' signatures are not theirs.</remarks>
public sealed class RehearseVouchers(EthereumClient client)
{
    /// <summary>Vouchers numbered from <paramref name="first"/> on, one for each account.</summary>
    /// <param name="voucher">An escrow that is funded.</param>
    /// <param name="signer">Whose budget pays.</param>
    /// <param name="accounts">Who gets a voucher and claims it.</param>
    /// <param name="amount">What each is good for, in base units.</param>
    /// <param name="first">Number of the first one.</param>
    /// <param name="progress">Told after each claim how many are done.</param>
    /// <param name="cancellationToken">Stops before the next voucher.</param>
    /// <exception cref="FaultException">A claim was refused.</exception>
    public async Task RunAsync(
        VoucherBlueprint voucher, ISigner signer, IReadOnlyList<Address> accounts, UInt256 amount, UInt256 first, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ChainId chain = await client.GetChainIdAsync(cancellationToken);
        var claims = new RehearseClaims(client);
        for (int i = 0; i < accounts.Count; i++)
        {
            VoucherPaper paper = await VoucherPaper.SignAsync(
                signer, chain, voucher.Address, accounts[i], amount, first + (UInt256)(ulong)i, voucher.Parameters.Start, voucher.Parameters.Expiry, cancellationToken);
            var terms = new VoucherDrop.Voucher(paper.Account, paper.Amount, paper.Nonce, paper.Start, paper.Expiry);
            await claims.ClaimAsync(voucher.Address, accounts[i], new VoucherDrop.ClaimCall(terms, paper.R, paper.Vs).Encode(), cancellationToken);
            progress?.Report(i + 1);
        }
    }
}
