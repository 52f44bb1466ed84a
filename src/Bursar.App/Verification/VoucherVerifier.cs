using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks vouchers: their escrow's code, each payment once and within its signer's budget, and that what left is what vouchers gave out.</summary>
internal sealed class VoucherVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private const int RowBytes = 32;
    private readonly EscrowChecks _escrow = new(client, logs, log);

    public async Task<VoucherFacts> RunAsync(Blueprint blueprint, VoucherBlueprint voucher, CancellationToken cancellationToken)
    {
        string subject = voucher.Spec.Path;
        if (!await _escrow.CodeAsync(blueprint, subject, voucher.Address, voucher.Salt, VoucherDropCode.Runtime(voucher.Parameters), "VoucherDrop", cancellationToken))
            return VoucherFacts.Missing;
        IReadOnlyList<Log> entries = await logs.ReadAsync(voucher.Address, [], cancellationToken: cancellationToken);
        IReadOnlyList<(Log Entry, Erc20.TransferEvent Transfer)> outgoing = await _escrow.OutgoingAsync(voucher.Token.Address, voucher.Address, cancellationToken);
        var history = new VoucherHistory(voucher.Parameters, outgoing, await _escrow.TimesAsync(entries, cancellationToken));
        foreach (Log entry in entries)
            history.Add(entry);

        log.Rows(subject, $"each of {history.Nonces.Count} vouchers is paid once", history.Twice);
        log.Rows(subject, "vouchers within their signers' budgets", history.Over);
        log.Rows(subject, "batches paid the rows that were signed", history.OtherRows);
        foreach ((Address signer, UInt256 budget) in history.Budgets)
        {
            UInt256 found = await client.CallAsync(voucher.Address, new VoucherDrop.BudgetOfCall(signer), logs.Head, cancellationToken);
            log.Equal(subject, $"budget of {signer}", budget, found);
        }

        await CheckMarkedAsync(subject, voucher, history, cancellationToken);
        UInt256 transferred = outgoing.Aggregate(UInt256.Zero, (sum, t) => sum + t.Transfer.Value);
        UInt256 balance = await _escrow.BalanceAsync(
            subject, voucher.Token.Symbol, voucher.Token.Address, voucher.Address, voucher.Parameters.Total, history.Paid + history.ClawedBack, transferred, cancellationToken);
        return new VoucherFacts(true, balance, history.Payments, history.Signers(), history.Revocations, history.ClawedBack);
    }

    private async Task CheckMarkedAsync(string subject, VoucherBlueprint voucher, VoucherHistory history, CancellationToken cancellationToken)
    {
        (Address Signer, UInt256 Nonce)[] numbers = [.. history.Nonces];
        IReadOnlyList<bool> marked = await client.CallManyAsync<bool>(
            [.. numbers.Select(n => new ContractCall<bool>(voucher.Address, new VoucherDrop.IsUsedCall(n.Signer, n.Nonce)))], logs.Head, cancellationToken);
        log.Rows(subject, "paid vouchers are marked as used", [.. numbers.Zip(marked).Where(p => !p.Second)
            .Select(p => ($"voucher {p.First.Nonce} of {p.First.Signer}", "marked", "not marked"))]);
    }

    /// <summary>The rows as the contract packs them, for comparison with what was signed.</summary>
    internal static Hash32 HashOf(IReadOnlyList<Erc20.TransferEvent> rows)
    {
        byte[] packed = new byte[rows.Count * RowBytes];
        for (int i = 0; i < rows.Count; i++)
        {
            Span<byte> row = packed.AsSpan(i * RowBytes, RowBytes);
            rows[i].Value.WriteBigEndian(row);
            rows[i].To.CopyTo(row);
        }

        return Keccak256.Hash(packed);
    }
}
