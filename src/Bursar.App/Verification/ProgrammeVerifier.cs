using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks programmes: their code, that the factory made and funded them, and that what left is what was claimed.</summary>
internal sealed class ProgrammeVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private readonly EscrowChecks _escrow = new(client, logs, log);

    /// <summary>A programme: its escrow is what was paid in, no active list gives more, and what left is what was claimed.</summary>
    public async Task RunAsync(Blueprint blueprint, ProgrammeBlueprint programme, CancellationToken cancellationToken)
    {
        string subject = programme.Spec.Path;
        if (!await _escrow.CodeAsync(blueprint, subject, programme.Address, programme.Salt, CumulativeDropCode.Runtime(programme.Parameters), "CumulativeDrop", cancellationToken))
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
            UInt256 found = await client.CallAsync(programme.Address, new CumulativeDrop.EscrowOfCall(first.Token), logs.Head, cancellationToken);
            log.Equal(subject, $"escrow of {token.Symbol}", escrow[first.Token], found);
            UInt256 gone = claimed.GetValueOrDefault(first.Token) + clawedBack.GetValueOrDefault(first.Token);
            UInt256 transferred = (await _escrow.OutgoingAsync(first.Token, programme.Address, cancellationToken)).Aggregate(UInt256.Zero, (sum, t) => sum + t.Transfer.Value);
            await _escrow.BalanceAsync(subject, token.Symbol, first.Token, programme.Address, escrow[first.Token], gone, transferred, cancellationToken);
        }
    }
}
