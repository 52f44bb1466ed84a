using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A list of NFTs that are sent to their recipients in batches.</summary>
public sealed record NftPayoutSpec
{
    /// <summary>NFTs a transaction when the file does not say.</summary>
    public const int DefaultBatch = 100;

    /// <summary>Key under <c>payouts</c>; with the launch's name it makes the run id.</summary>
    public required string Key { get; init; }

    /// <summary>The collection's contract.</summary>
    public required Address Collection { get; init; }

    /// <summary>Its standard.</summary>
    public required NftStandard Standard { get; init; }

    /// <summary>Who receives what.</summary>
    public required ListSpec List { get; init; }

    /// <summary>NFTs a transaction.</summary>
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>What happens with an NFT that cannot be sent.</summary>
    public RowFailurePolicy OnFailure { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path of the payout in the file, for faults.</summary>
    public string Path => $"payouts.{Key}";
}
