using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>A list of NFTs that is sent in batches.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="List">The rows.</param>
/// <param name="Run">The run id.</param>
/// <param name="Batches">The batches in order.</param>
public sealed record NftPayoutBlueprint(NftPayoutSpec Spec, NftList List, Hash32 Run, IReadOnlyList<NftBatch> Batches)
{
    private const byte SkipFailures = 1;
    private const byte WideRows = 2;
    private const byte Erc1155 = 4;

    /// <summary>The flags that <c>Payout.payNfts</c> is called with for a batch.</summary>
    public byte FlagsOf(NftBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return (byte)((Spec.OnFailure == RowFailurePolicy.Skip ? SkipFailures : 0) | (batch.Wide ? WideRows : 0) | (Spec.Standard == NftStandard.Erc1155 ? Erc1155 : 0));
    }
}
