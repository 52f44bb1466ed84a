using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Vouchers;

/// <summary>Reads what a chain says of an escrow of vouchers.</summary>
public sealed class ReadVouchers(EthereumClient client)
{
    /// <summary>Reads it.</summary>
    /// <returns>The facts, or a fault when the contract there is none of Bursar's voucher drops.</returns>
    public async Task<Result<VouchersState>> RunAsync(Address drop, CancellationToken cancellationToken = default)
    {
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no latest block.", Hint: "Let the node finish its start.") { Kind = FaultKind.Refused });
        BlockTag at = head.Number;
        byte[] code = await client.GetCodeAsync(drop, at, cancellationToken);
        if (!VoucherDropCode.TryRead(code, out VoucherDrop.VoucherDropParameters? parameters))
        {
            return new Fault("voucher.not-vouchers", code.Length == 0 ? $"there is no contract at {drop}." : $"the contract at {drop} pays no vouchers of Bursar.", "drop",
                "Check the address and the network.")
            { Kind = FaultKind.Refused };
        }

        return new VouchersState(
            drop,
            parameters,
            await client.CallAsync(drop, new VoucherDrop.OwnerCall(), at, cancellationToken),
            parameters.Signer.IsZero ? UInt256.Zero : await client.CallAsync(drop, new VoucherDrop.BudgetOfCall(parameters.Signer), at, cancellationToken),
            await TokenText.TryCallAsync(client, parameters.Token, new Erc20.BalanceOfCall(drop), at, cancellationToken) ?? UInt256.Zero,
            await TokenText.ReadAsync(client, parameters.Token, new Erc20.SymbolCall(), at, cancellationToken),
            await TokenText.TryCallAsync(client, parameters.Token, new Erc20.DecimalsCall(), at, cancellationToken) is { } d && d <= Amount.MaxDecimals ? d : (byte)0,
            head.Timestamp);
    }
}

/// <summary>An escrow of vouchers as a chain shows it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Parameters">What it was made with.</param>
/// <param name="Owner">Who appoints signers.</param>
/// <param name="FirstBudget">What its first signer may still give out, in base units.</param>
/// <param name="Balance">What it holds of its token, in base units.</param>
/// <param name="Symbol">The token's symbol, which may hold any character.</param>
/// <param name="Decimals">The token's decimals; 0 when it says none.</param>
/// <param name="Time">The time of the block at which all of this holds, in seconds since 1970.</param>
public sealed record VouchersState(
    Address Address, VoucherDrop.VoucherDropParameters Parameters, Address Owner, UInt256 FirstBudget, UInt256 Balance, string? Symbol, byte Decimals, ulong Time);
