namespace Bursar.Core.Launch;

/// <summary>What a payout does with a row whose transfer fails.</summary>
public enum RowFailurePolicy
{
    /// <summary>The whole batch reverts (<c>revert</c>).</summary>
    Revert,

    /// <summary>The row is recorded on chain, its amount goes back to the payer (<c>skip</c>).</summary>
    Skip,
}
