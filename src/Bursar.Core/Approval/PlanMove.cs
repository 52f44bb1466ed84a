using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>What one step of a plan does, recomputed from the launch and its lists.</summary>
public sealed record PlanMove
{
    /// <summary>Id of the step.</summary>
    public required string Step { get; init; }

    /// <summary>What kind of step it is.</summary>
    public required MoveKind Kind { get; init; }

    /// <summary>What it moves away from the operator; null when it moves nothing.</summary>
    public MovedAsset? Asset { get; init; }

    /// <summary>How much of it, in base units; null when that cannot be told.</summary>
    public UInt256? Amount { get; init; } = UInt256.Zero;

    /// <summary>Symbol of the asset, for people.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Decimals of the asset.</summary>
    public byte Decimals { get; init; }

    /// <summary>Who receives something, each row once; empty for steps that give nobody anything.</summary>
    public IReadOnlyList<MoveRecipient> Recipients { get; init; } = [];

    /// <summary>Who besides gets power over what is moved: owners who can take it back.</summary>
    public IReadOnlyList<Address> Holders { get; init; } = [];
}

/// <summary>A row of what a step gives away.</summary>
/// <param name="Account">Who.</param>
/// <param name="Amount">How much, in base units; for NFTs how many.</param>
public readonly record struct MoveRecipient(Address Account, UInt256 Amount);
