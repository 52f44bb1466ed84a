using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a token: its code, its facts, its genesis, and that replaying every transfer gives every balance.</summary>
internal sealed class TokenVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private readonly ulong _head = logs.Head;

    /// <summary>Checks a token that the launch creates.</summary>
    /// <returns>The replayed ledger; null when the token does not exist.</returns>
    public async Task<IReadOnlyDictionary<Address, UInt256>?> CreatedAsync(Blueprint blueprint, TokenBlueprint token, CancellationToken cancellationToken)
    {
        string subject = token.Spec.Path;
        var spec = (CreatedTokenSpec)token.Spec;
        byte[] code = await client.GetCodeAsync(token.Address, _head, cancellationToken);
        if (code.Length == 0)
        {
            Address? other = await new PriorEffects(client).OtherTokenAsync(blueprint, token, logs, cancellationToken);
            log.That(subject, "exists", ok: false, $"a token at {token.Address}", other is { } at ? $"it was created with other parameters at {at}" : "no code there");
            return null;
        }

        byte[] expected = token.Claims is { } claims ? ClaimableCode.Runtime(token.Parameters!, claims, token.SubRoots) : TokenCode.Runtime(token.Parameters!);
        log.That(subject, "code", code.AsSpan().SequenceEqual(expected), $"the code of its kind with its parameters, {Keccak256.Hash(expected)}", Keccak256.Hash(code).ToString());
        Address kind = TokenCode.KindAddress(token.Parameters!.Kind);
        bool kindIsThere = (await client.GetCodeAsync(kind, _head, cancellationToken)).Length > 0;
        log.That(subject, "code of the kind", kindIsThere, $"what the factory made at {kind}", kindIsThere ? "it is there" : "no code there");

        log.Equal(subject, "name", spec.Name, await client.CallAsync(token.Address, new Erc20.NameCall(), _head, cancellationToken));
        log.Equal(subject, "symbol", spec.Symbol, await client.CallAsync(token.Address, new Erc20.SymbolCall(), _head, cancellationToken));
        log.Equal(subject, "decimals", spec.Decimals, await client.CallAsync(token.Address, new Erc20.DecimalsCall(), _head, cancellationToken));
        UInt256 supply = await client.CallAsync(token.Address, new Erc20.TotalSupplyCall(), _head, cancellationToken);
        if (spec.Kind != TokenKind.Managed)
            log.Equal(subject, "total supply", spec.Supply.BaseUnits, supply);
        log.Equal(subject, "owner of record", spec.Owner, await client.CallAsync(token.Address, new FixedToken.OwnerOfRecordCall(), _head, cancellationToken));
        if (spec.Kind == TokenKind.Genesis)
            log.That(subject, "sealed", await client.CallAsync(token.Address, new GenesisToken.IsSealedCall(), _head, cancellationToken), "all tables of first holders are there", "tables are missing");

        IReadOnlyList<Log> transfers = await logs.ReadAsync(token.Address, [[Erc20.TransferEvent.Topic]], cancellationToken: cancellationToken);
        CheckGenesis(subject, token, transfers);
        return await LedgerAsync(subject, token, supply, transfers, cancellationToken);
    }

    /// <summary>Checks a token that existed before.</summary>
    public async Task ExistingAsync(TokenBlueprint token, CancellationToken cancellationToken)
    {
        byte[] code = await client.GetCodeAsync(token.Address, _head, cancellationToken);
        if (!log.That(token.Spec.Path, "exists", code.Length > 0, $"a token at {token.Address}", code.Length > 0 ? "it is there" : "no code there"))
            return;
        log.Equal(token.Spec.Path, "decimals", token.Spec.Decimals, await TokenText.TryCallAsync(client, token.Address, new Erc20.DecimalsCall(), _head, cancellationToken) ?? 0);
    }

    private void CheckGenesis(string subject, TokenBlueprint token, IReadOnlyList<Log> transfers)
    {
        var minted = new List<(Address To, UInt256 Amount)>();
        foreach (Log entry in transfers)
        {
            if (Erc20.TransferEvent.TryDecode(entry.Topics, entry.Data, out Erc20.TransferEvent transfer) && transfer.From.IsZero)
                minted.Add((transfer.To, transfer.Value));
        }

        // A managed token makes more later; what was made at birth stands first.
        IReadOnlyList<(Address Account, UInt256 Amount)> rows = TokenRows.Order(token.Genesis.Select(g => (g.To, g.Amount)));
        if (token.Claims is not null)
            rows = [.. rows.Where(r => r.Account == token.Address), .. rows.Where(r => r.Account != token.Address)]; // its own share is announced first
        if (token.Parameters!.Kind == TokenCode.Managed && minted.Count > rows.Count)
            minted.RemoveRange(rows.Count, minted.Count - rows.Count);
        var differences = new List<(string Row, string Expected, string Found)>();
        for (int i = 0; i < Math.Max(minted.Count, rows.Count); i++)
        {
            string expected = i < rows.Count ? $"{rows[i].Amount} to {rows[i].Account}" : "nothing more";
            string found = i < minted.Count ? $"{minted[i].Amount} to {minted[i].To}" : "nothing";
            if (expected != found)
                differences.Add(($"genesis[{i}]", expected, found));
        }

        log.Rows(subject, "genesis allocation", differences);
    }

    private async Task<IReadOnlyDictionary<Address, UInt256>> LedgerAsync(
        string subject, TokenBlueprint token, UInt256 supply, IReadOnlyList<Log> transfers, CancellationToken cancellationToken)
    {
        var ledger = new Dictionary<Address, UInt256>();
        foreach (Log entry in transfers)
        {
            if (!Erc20.TransferEvent.TryDecode(entry.Topics, entry.Data, out Erc20.TransferEvent transfer))
                continue;
            if (!transfer.From.IsZero)
            {
                UInt256 before = ledger.GetValueOrDefault(transfer.From);
                if (before < transfer.Value)
                {
                    log.That(subject, "ledger", ok: false, "no account ever spends more than it has", $"{transfer.From} in {entry.TransactionHash}");
                    return ledger;
                }

                ledger[transfer.From] = before - transfer.Value;
            }

            // A managed token refuses transfers to the zero address: what goes there was destroyed.
            if (!transfer.To.IsZero || token.Parameters!.Kind != TokenCode.Managed)
                ledger[transfer.To] = ledger.GetValueOrDefault(transfer.To) + transfer.Value;
        }

        Address[] holders = [.. ledger.Keys];
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. holders.Select(h => new ContractCall<UInt256>(token.Address, new Erc20.BalanceOfCall(h)))], _head, cancellationToken);
        var differences = new List<(string Row, string Expected, string Found)>();
        UInt256 sum = UInt256.Zero;
        for (int i = 0; i < holders.Length; i++)
        {
            sum += balances[i];
            if (balances[i] != ledger[holders[i]])
                differences.Add((holders[i].ToString(), ledger[holders[i]].ToString(), balances[i].ToString()));
        }

        log.Rows(subject, $"balances of all {holders.Length} accounts that ever held it", differences);
        log.Equal(subject, "sum of all balances", supply, sum);
        return ledger;
    }
}
