using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>How many approvals certain steps take.</summary>
public sealed record PolicyRule
{
    /// <summary>The kinds of steps that it is about; empty for all.</summary>
    public IReadOnlyList<MoveKind> Kinds { get; init; } = [];

    /// <summary>The asset that it is about; null for any, and for steps that move nothing.</summary>
    public MovedAsset? Asset { get; init; }

    /// <summary>It is about plans that move more than this of the asset, all steps together; null for any amount.</summary>
    public Amount? Above { get; init; }

    /// <summary>How many approvals; 0 says that it takes none.</summary>
    public required int Approvals { get; init; }

    /// <summary>Names of those whose approvals count; empty for all approvers.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Whether the rule is about a step.</summary>
    /// <param name="move">The step.</param>
    /// <param name="total">What the whole plan moves of the step's asset; null when it moves nothing.</param>
    public bool IsAbout(PlanMove move, MoveTotal? total)
    {
        if (Kinds.Count > 0 && !Kinds.Contains(move.Kind))
            return false;
        if (Asset is { } asset)
        {
            // What cannot be told may be anything, so every rule is about it.
            if (move.Kind == MoveKind.Action && move.Asset is null)
                return true;
            if (move.Asset != asset)
                return false;
        }

        return Above is not { } above || total?.Amount is not { } amount || amount > above.BaseUnits;
    }

    /// <summary>The rule in words.</summary>
    public string Text
    {
        get
        {
            string what = Kinds.Count == 0 ? "everything" : string.Join(", ", Kinds.Select(k => k.Word()));
            string of = Asset is { } asset ? $" of {asset}" : "";
            string above = Above is { } amount ? $" above {amount}" : "";
            return $"{what}{of}{above}";
        }
    }
}
