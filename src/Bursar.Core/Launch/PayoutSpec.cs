namespace Bursar.Core.Launch;

/// <summary>A list that is paid out in batches.</summary>
public sealed record PayoutSpec
{
    /// <summary>Rows a transaction when the file does not say.</summary>
    public const int DefaultBatch = 200;

    /// <summary>Most rows a transaction.</summary>
    public const int MaxBatch = 500;

    /// <summary>Key under <c>payouts</c>; with the launch's name it makes the run id.</summary>
    public required string Key { get; init; }

    /// <summary>The token that is paid; or the chain's own coin, a <see cref="NativeTokenSpec"/>.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>Who receives how much.</summary>
    public required ListSpec List { get; init; }

    /// <summary>Rows a transaction, 1 to <see cref="MaxBatch"/>.</summary>
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>What happens with a row whose transfer fails.</summary>
    public RowFailurePolicy OnFailure { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path of the payout in the file, for faults.</summary>
    public string Path => $"payouts.{Key}";
}
