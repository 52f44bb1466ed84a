using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The transactions that send NFTs.</summary>
internal static class NftSteps
{
    private const ulong Transfer = 90_000; // a fresh holder, and its answer to the transfer

    /// <summary>Id of the step that lets the payout contract move the operator's NFTs.</summary>
    public static string ApproveId(NftPayoutBlueprint payout) => $"{payout.Spec.Path}/approve-all";

    /// <summary>Id of the step that sends a batch.</summary>
    public static string BatchId(NftPayoutBlueprint payout, NftBatch batch) => $"{payout.Spec.Path}/batch-{batch.Number}";

    /// <summary>All steps, each after those that it needs.</summary>
    public static IEnumerable<PlanStep> Of(Blueprint blueprint, string deploy)
    {
        foreach (IGrouping<Address, NftPayoutBlueprint> group in blueprint.NftPayouts.GroupBy(p => p.Spec.Collection))
        {
            NftPayoutBlueprint first = group.First();
            yield return new PlanStep
            {
                Id = ApproveId(first),
                Title = $"Let the payout contract send the operator's NFTs of {group.Key}",
                To = group.Key,
                Data = new Nft.SetApprovalForAllCall(blueprint.Payout, true).Encode(),
                Gas = GasModel.Approve,
                Check = new StepCheck(group.Key, new Nft.IsApprovedForAllCall(blueprint.Operator, blueprint.Payout).Encode(), UInt256.One.ToBigEndian()),
                After = [deploy],
            };
            foreach (NftPayoutBlueprint payout in group)
            {
                foreach (NftBatch batch in payout.Batches)
                    yield return Send(blueprint, payout, batch, ApproveId(first));
            }
        }
    }

    private static PlanStep Send(Blueprint blueprint, NftPayoutBlueprint payout, NftBatch batch, string after)
    {
        byte[] data = new Payout.PayNftsCall(payout.Spec.Collection, payout.Run, (UInt256)batch.Number, batch.Rows, payout.FlagsOf(batch)).Encode();
        return new PlanStep
        {
            Id = BatchId(payout, batch),
            Title = $"Send {batch.Count:N0} NFTs of {payout.Spec.Collection} (batch {batch.Number + 1} of {payout.Batches.Count})",
            To = blueprint.Payout,
            Data = data,
            Gas = GasModel.PayoutBatch + GasModel.Calldata(data) + (Transfer * (ulong)batch.Count),
            Check = new StepCheck(blueprint.Payout, new Payout.IsPaidCall(blueprint.Operator, payout.Run, (UInt256)batch.Number).Encode(), UInt256.One.ToBigEndian()),
            After = [after],
        };
    }
}
