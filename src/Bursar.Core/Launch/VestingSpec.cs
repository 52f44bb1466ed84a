using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Amounts of a token that vest on common terms: for recipients of its own, and for those first holders and drops that name it.</summary>
public sealed record VestingSpec
{
    /// <summary>Schedules a transaction when the file does not say.</summary>
    public const int DefaultBatch = 50;

    /// <summary>Most schedules a transaction.</summary>
    public const int MaxBatch = 100;

    /// <summary>Most recipients that stand in the launch file itself.</summary>
    public const int MaxRows = 500;

    /// <summary>Most recipients in all.</summary>
    public const int MaxListRows = 20_000;

    /// <summary>Key under <c>vesting</c>; with the launch's name it makes the salts of the schedules.</summary>
    public required string Key { get; init; }

    /// <summary>The token that vests.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>When; null when each row of <see cref="From"/> says it by itself.</summary>
    public VestingTerms? Terms { get; init; }

    /// <summary>When streams begin that only say how long they take; null when the file does not say.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Who may end the schedules early; null for nobody, ever.</summary>
    public Address? Revoker { get; init; }

    /// <summary>The recipients that stand in the file, in its order.</summary>
    public IReadOnlyList<VestingRow> Rows { get; init; } = [];

    /// <summary>A list of recipients; null when there is none.</summary>
    public ListSpec? From { get; init; }

    /// <summary>Schedules a transaction, 1 to <see cref="MaxBatch"/>.</summary>
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path in the file, for faults.</summary>
    public string Path => $"vesting.{Key}";

    /// <summary>Whether it is terms for others only, with no recipients of its own.</summary>
    public bool IsTermsOnly => Rows.Count == 0 && From is null;
}
