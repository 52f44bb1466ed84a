using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Finds the transactions that carried a launch out, from the events that they left.</summary>
internal sealed class LaunchTransactions(EthereumClient client, ulong head)
{
    public async Task<IReadOnlyList<TransactionFacts>> FindAsync(
        Blueprint blueprint, IReadOnlyDictionary<Hash32, PayoutFacts> payouts, CancellationToken cancellationToken)
    {
        var titles = new Dictionary<Hash32, (string Step, string Title)>();
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is not null))
            await AddAsync(titles, PlanSteps.CreateId(token), $"Create {token.Symbol}", [blueprint.Factory], [[TokenFactory.TokenCreatedEvent.Topic], [Word(token.Address)]], cancellationToken);
        foreach (SiteBlueprint site in blueprint.Sites)
        {
            await AddAsync(titles, $"{site.Spec.Path}/link", $"Link {site.Spec.Site} to {site.Token.Symbol}", [blueprint.Registry],
                [[SiteRegistry.TokenLinkedEvent.Topic], [site.Spec.Site.Id], [Word(blueprint.Operator)], [Word(site.Token.Address)]], cancellationToken);
        }

        foreach (DropBlueprint drop in blueprint.Drops)
            await AddAsync(titles, $"{drop.Spec.Path}/open", $"Open drop {drop.Spec.Key}", [drop.Address], [[MerkleDrop.OpenedEvent.Topic]], cancellationToken);
        foreach (PayoutBlueprint payout in blueprint.Payouts)
        {
            foreach (PaidBatch batch in payouts[payout.Run].Batches.Values)
                titles.TryAdd(batch.Transaction, ($"{payout.Spec.Path}/batch-{batch.Number}", $"Pay {payout.Spec.Key}, batch {batch.Number + 1} of {payout.Batches.Count}"));
        }

        Hash32[] hashes = [.. titles.Keys];
        IReadOnlyList<Receipt?> receipts = await client.GetReceiptsAsync(hashes, cancellationToken);
        return [.. receipts.OfType<Receipt>().OrderBy(r => r.BlockNumber).ThenBy(r => r.Logs.Count > 0 ? r.Logs[0].LogIndex : 0).Select(r => new TransactionFacts(titles[r.TransactionHash].Step, titles[r.TransactionHash].Title, r))];
    }

    private async Task AddAsync(
        Dictionary<Hash32, (string Step, string Title)> titles, string step, string title, IReadOnlyList<Address> addresses, IReadOnlyList<IReadOnlyList<Hash32>> topics, CancellationToken cancellationToken)
    {
        var filter = LogFilter.InRange(0, head) with { Addresses = addresses, Topics = topics };
        foreach (Log entry in await client.GetLogsAsync(filter, cancellationToken))
            titles.TryAdd(entry.TransactionHash, (step, title));
    }

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
