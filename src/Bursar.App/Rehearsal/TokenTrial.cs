using Bursar.App.Planning;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar.App.Rehearsal;

/// <summary>A movement of a token that a plan is to make, as it is tried out before.</summary>
internal sealed record TokenTrial
{
    /// <summary>Path of the drop, payout, vouchers or programme that moves it.</summary>
    public required string Path { get; init; }

    /// <summary>Where that stands in the launch file.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The token.</summary>
    public required TokenBlueprint Token { get; init; }

    /// <summary>Who takes it from the operator.</summary>
    public required Address Puller { get; init; }

    /// <summary>Who then hands it out.</summary>
    public required Address Holder { get; init; }

    /// <summary>How much the operator gives.</summary>
    public required UInt256 Total { get; init; }

    /// <summary>Whom it is handed out to, as far as that is tried out.</summary>
    public required IReadOnlyList<TrialRow> Rows { get; init; }

    /// <summary>How many rows there are in all.</summary>
    public required int RowsInAll { get; init; }

    /// <summary>File of the rows; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Gas that a row may use.</summary>
    public required ulong RowGas { get; init; }

    /// <summary>Whether a recipient whom the token refuses stands against the plan: it would take a whole batch with it.</summary>
    public required bool RowsMustPass { get; init; }

    /// <summary>Whether the rows are paid by the plan itself, all in one transaction; otherwise each when its recipient claims it.</summary>
    public required bool IsPayout { get; init; }
}

/// <summary>A row of a trial.</summary>
/// <param name="Account">Who receives.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Line">Its line in the list; 0 when it has none.</param>
internal readonly record struct TrialRow(Address Account, UInt256 Amount, int Line);
