using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks vouchers and programmes: their code, that the factory made and funded them, and that what left is what was claimed.</summary>
internal sealed class EscrowVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private readonly ulong _head = logs.Head;

    /// <summary>Vouchers: every budget is what was given less what was spent, and the escrow is what no voucher has taken.</summary>
    public async Task RunAsync(Blueprint blueprint, VoucherBlueprint voucher, CancellationToken cancellationToken)
    {
        string subject = voucher.Spec.Path;
        if (!await CheckCodeAsync(blueprint, subject, voucher.Address, voucher.Salt, VoucherDropCode.Runtime(voucher.Parameters), "VoucherDrop", cancellationToken))
            return;
        var budgets = new Dictionary<Address, UInt256>();
        if (!voucher.Parameters.Signer.IsZero)
            budgets[voucher.Parameters.Signer] = voucher.Parameters.Budget;
        UInt256 claimed = UInt256.Zero;
        UInt256 clawedBack = UInt256.Zero;
        var nonces = new HashSet<(Address Signer, UInt256 Nonce)>();
        var twice = new List<(string Row, string Expected, string Found)>();
        var over = new List<(string Row, string Expected, string Found)>();
        foreach (Log entry in await logs.ReadAsync(voucher.Address, [], cancellationToken: cancellationToken))
        {
            if (VoucherDrop.VoucherClaimedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.VoucherClaimedEvent one))
                Spend(one.Signer, one.Nonce, one.Amount, entry);
            else if (VoucherDrop.BatchClaimedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.BatchClaimedEvent batch))
                Spend(batch.Signer, batch.Nonce, batch.Total, entry);
            else if (VoucherDrop.BudgetSetEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.BudgetSetEvent set))
                budgets[set.Signer] = set.Budget;
            else if (VoucherDrop.SignerRotatedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.SignerRotatedEvent rotated))
                (budgets[rotated.From], budgets[rotated.To]) = (UInt256.Zero, budgets.GetValueOrDefault(rotated.To) + rotated.Budget);
            else if (VoucherDrop.ClawedBackEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.ClawedBackEvent back))
                clawedBack += back.Amount;
        }

        log.Rows(subject, $"each of {nonces.Count} vouchers is paid once", twice);
        log.Rows(subject, "vouchers within their signers' budgets", over);
        foreach ((Address signer, UInt256 budget) in budgets)
        {
            UInt256 found = await client.CallAsync(voucher.Address, new VoucherDrop.BudgetOfCall(signer), _head, cancellationToken);
            log.Equal(subject, $"budget of {signer}", budget, found);
        }

        await CheckEscrowAsync(subject, voucher.Token, voucher.Address, voucher.Parameters.Total, claimed, clawedBack, cancellationToken);

        void Spend(Address signer, UInt256 nonce, UInt256 amount, Log entry)
        {
            claimed += amount;
            if (!nonces.Add((signer, nonce)))
                twice.Add(($"voucher {nonce} of {signer}", "paid once", $"paid again in {entry.TransactionHash}"));
            UInt256 budget = budgets.GetValueOrDefault(signer);
            if (amount > budget)
                over.Add(($"voucher {nonce} of {signer}", $"at most {budget}", $"{amount} in {entry.TransactionHash}"));
            budgets[signer] = amount > budget ? UInt256.Zero : budget - amount;
        }
    }

    /// <summary>A programme: its escrow is what was paid in, no active list gives more, and what left is what was claimed.</summary>
    public async Task RunAsync(Blueprint blueprint, ProgrammeBlueprint programme, CancellationToken cancellationToken)
    {
        string subject = programme.Spec.Path;
        if (!await CheckCodeAsync(blueprint, subject, programme.Address, programme.Salt, CumulativeDropCode.Runtime(programme.Parameters), "CumulativeDrop", cancellationToken))
            return;
        var escrow = programme.Escrow.ToDictionary(e => e.Token, e => e.Amount);
        var claimed = new Dictionary<Address, UInt256>();
        var clawedBack = new Dictionary<Address, UInt256>();
        var totals = new Dictionary<UInt256, IReadOnlyList<CumulativeDrop.TokenAmount>>();
        var above = new List<(string Row, string Expected, string Found)>();
        foreach (Log entry in await logs.ReadAsync(programme.Address, [], cancellationToken: cancellationToken))
        {
            if (CumulativeDrop.ClaimedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ClaimedEvent claim))
                claimed[claim.Token] = claimed.GetValueOrDefault(claim.Token) + claim.Amount;
            else if (CumulativeDrop.FundedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.FundedEvent funded))
                escrow[funded.Token] = escrow.GetValueOrDefault(funded.Token) + funded.Amount;
            else if (CumulativeDrop.ClawedBackEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ClawedBackEvent back))
                clawedBack[back.Token] = clawedBack.GetValueOrDefault(back.Token) + back.Amount;
            else if (CumulativeDrop.ProposedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ProposedEvent proposed))
                totals[proposed.Id] = proposed.Totals;
            else if (CumulativeDrop.ActivatedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ActivatedEvent activated))
            {
                above.AddRange(totals.GetValueOrDefault(activated.Id, []).Where(t => t.Amount > escrow.GetValueOrDefault(t.Token))
                    .Select(t => ($"list {activated.Id}", $"at most {escrow.GetValueOrDefault(t.Token)} of {t.Token}", t.Amount.ToString())));
            }
        }

        log.Rows(subject, "totals of active lists within the escrow", above);
        foreach ((TokenBlueprint token, DropFactory.TokenAmount first) in programme.Tokens.Zip(programme.Escrow))
        {
            UInt256 found = await client.CallAsync(programme.Address, new CumulativeDrop.EscrowOfCall(first.Token), _head, cancellationToken);
            log.Equal(subject, $"escrow of {token.Symbol}", escrow[first.Token], found);
            await CheckEscrowAsync(subject, token, programme.Address, escrow[first.Token], claimed.GetValueOrDefault(first.Token), clawedBack.GetValueOrDefault(first.Token), cancellationToken);
        }
    }

    private async Task<bool> CheckCodeAsync(
        Blueprint blueprint, string subject, Address address, Hash32 salt, byte[] expected, string kind, CancellationToken cancellationToken)
    {
        byte[] code = await client.GetCodeAsync(address, _head, cancellationToken);
        if (code.Length == 0)
        {
            Address? other = await new PriorEffects(client).OtherAsync(blueprint, salt, address, _head, cancellationToken);
            log.That(subject, "exists", ok: false, $"a {kind} at {address}", other is { } made ? $"one with other settings at {made}" : "no code there");
            return false;
        }

        log.That(subject, "code", code.AsSpan().SequenceEqual(expected), $"the code of {kind} with these parameters", Keccak256.Hash(code).ToString());
        Address recorded = await client.CallAsync(blueprint.DropFactory, new DropFactory.DropOfCall(blueprint.Operator, salt), _head, cancellationToken);
        log.That(subject, "open", recorded == address, $"funded and opened by the factory at {address}", recorded == address ? $"funded and opened by the factory at {address}" : $"the factory knows {recorded}");
        return true;
    }

    private async Task CheckEscrowAsync(
        string subject, TokenBlueprint token, Address holder, UInt256 total, UInt256 claimed, UInt256 clawedBack, CancellationToken cancellationToken)
    {
        UInt256 balance = await client.CallAsync(token.Address, new Erc20.BalanceOfCall(holder), _head, cancellationToken);
        UInt256 gone = claimed + clawedBack;
        // Anybody may send tokens there: more is no difference.
        UInt256 owed = total >= gone ? total - gone : UInt256.Zero;
        log.That(subject, $"{token.Symbol} left", balance >= owed, $"at least {owed}", balance.ToString());
    }
}
