using System.Collections.Concurrent;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Rehearsal;

/// <summary>Tries out, in calls by the operator itself, every NFT that a plan is to send: whether it is the operator's, and whether its recipient takes it.</summary>
public sealed class RehearseNfts(EthereumClient client)
{
    private const int MostRows = 5_000;
    private const int MostFaults = 100;
    private const int AtOnce = 8;

    /// <summary>Rehearses what is still to be sent.</summary>
    /// <param name="blueprint">What the launch leads to.</param>
    /// <param name="open">Ids of the steps that are not done.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<NftRehearsal> RunAsync(Blueprint blueprint, IReadOnlySet<string> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var faults = new List<Fault>();
        var warnings = new List<string>();
        foreach (NftPayoutBlueprint payout in blueprint.NftPayouts)
        {
            int[] rows = [.. payout.Batches.Where(b => open.Contains(NftSteps.BatchId(payout, b))).SelectMany(b => Enumerable.Range(b.FirstRow, b.Count))];
            if (rows.Length == 0)
                continue;
            if (await CollectionAsync(payout, cancellationToken) is { } wrong)
            {
                faults.Add(wrong);
                continue;
            }

            if (payout.Spec.Standard == NftStandard.Erc1155)
                faults.AddRange(await BalancesAsync(blueprint.Operator, payout, rows, cancellationToken));
            (int Row, string Why)[] refused = await RefusedAsync(blueprint.Operator, payout, [.. rows.Take(MostRows)], cancellationToken);
            if (refused.Length > 0 && payout.Spec.OnFailure == RowFailurePolicy.Skip)
                warnings.Add($"{payout.Spec.Path}: {refused.Length:N0} of {Math.Min(rows.Length, MostRows):N0} NFTs that were tried cannot be sent ({Describe(payout, refused[0])}); they will stay with the operator.");
            else
                faults.AddRange(refused.Take(MostFaults).Select(r => RowFault(payout, r)));
            if (rows.Length > MostRows)
                warnings.Add($"{payout.Spec.Path}: {MostRows:N0} of {rows.Length:N0} NFTs were tried out.");
        }

        return new NftRehearsal(faults, warnings);
    }

    private async Task<Fault?> CollectionAsync(NftPayoutBlueprint payout, CancellationToken cancellationToken)
    {
        (uint id, string name) = payout.Spec.Standard == NftStandard.Erc721 ? (0x80ac58cdU, "ERC-721") : (0xd9b67a26U, "ERC-1155");
        byte[] word = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(word, id);
        Hash32? says = await new ContractProbe(client, BlockTag.Latest).WordAsync(payout.Spec.Collection, "supportsInterface(bytes4)", cancellationToken, new Hash32(word));
        return says is { } answer && !new UInt256(answer.Span).IsZero
            ? null
            : new Fault("plan.not-a-collection", $"{payout.Spec.Path}: the contract at {payout.Spec.Collection} does not say that it is a collection of {name}.", $"{payout.Spec.Path}.nft", "Check the address, the network and the standard.")
            { Kind = FaultKind.Refused }.At(payout.Spec.Position);
    }

    /// <summary>Of each id the operator must have as many as all rows together give.</summary>
    private async Task<IReadOnlyList<Fault>> BalancesAsync(Address from, NftPayoutBlueprint payout, int[] rows, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (IGrouping<UInt256, NftRow> id in rows.Select(r => payout.List.Rows[r]).GroupBy(r => r.Id))
        {
            UInt256 need = id.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount);
            UInt256 have = await TokenText.TryCallAsync(client, payout.Spec.Collection, new Nft.BalanceOfCall(from, id.Key), BlockTag.Latest, cancellationToken) ?? UInt256.Zero;
            if (have < need)
            {
                faults.Add(new Fault("plan.insufficient-tokens", $"{payout.Spec.Path}: the operator has {have} of id {id.Key}, but the rows need {need}.", payout.Spec.Path, "Give the operator more of it, or shorten the list.")
                { Kind = FaultKind.Refused }.At(payout.Spec.Position));
            }
        }

        return faults;
    }

    private async Task<(int Row, string Why)[]> RefusedAsync(Address from, NftPayoutBlueprint payout, int[] rows, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentBag<(int, string)>();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (row, token) =>
        {
            NftRow nft = payout.List.Rows[row];
            byte[] data = payout.Spec.Standard == NftStandard.Erc721
                ? new Nft.SafeTransferFromCall(from, nft.Account, nft.Id).Encode()
                : new Nft.SafeTransferFrom2Call(from, nft.Account, nft.Id, nft.Amount, []).Encode();
            try
            {
                await client.CallAsync(new CallRequest { From = from, To = payout.Spec.Collection, Data = data }, BlockTag.Latest, token);
            }
            catch (RevertException e)
            {
                refused.Add((row, TrialJudge.Reason(e.Data)));
            }
        });
        return [.. refused.OrderBy(r => r.Item1)];
    }

    private static Fault RowFault(NftPayoutBlueprint payout, (int Row, string Why) refused) =>
        new("token.nft-refused", $"{Describe(payout, refused)}.", payout.Spec.Path, "Check that the operator owns it and that the recipient takes NFTs; remove the row, or send the others with 'on-failure: skip'.")
        { Kind = FaultKind.Refused, File = payout.List.FileName, Line = payout.List.LineOf(refused.Row) };

    private static string Describe(NftPayoutBlueprint payout, (int Row, string Why) refused) =>
        $"id {payout.List.Rows[refused.Row].Id} cannot be sent to {payout.List.Rows[refused.Row].Account}: {refused.Why}";
}
