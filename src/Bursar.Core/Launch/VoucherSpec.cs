using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>An escrow out of which a signer's vouchers are paid.</summary>
public sealed record VoucherSpec
{
    /// <summary>Key under <c>vouchers</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The token that vouchers are about.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>The escrow.</summary>
    public required Amount Total { get; init; }

    /// <summary>Whose vouchers are paid from the beginning; null when the owner appoints a signer later.</summary>
    public Address? Signer { get; init; }

    /// <summary>What the first signer may give out; null when there is none.</summary>
    public Amount? Budget { get; init; }

    /// <summary>From when claims are taken, in whole seconds of UTC; null for at once.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>From when claims are no longer taken, in whole seconds of UTC; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Who appoints signers, sets their budgets and may claw back what is left after the expiry.</summary>
    public required Address Owner { get; init; }

    /// <summary>Where the programme is described; null when the file does not say.</summary>
    public string? Uri { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path in the file, for faults.</summary>
    public string Path => $"vouchers.{Key}";
}
