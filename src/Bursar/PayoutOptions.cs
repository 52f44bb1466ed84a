using Bursar.Core.Launch;
using Bursar.Core.Lists;

namespace Bursar;

/// <summary>A list that is to be paid out.</summary>
public sealed record PayoutOptions
{
    /// <summary>The token that is paid; the client's account must have the whole sum.</summary>
    public required Token Token { get; init; }

    /// <summary>Who receives how much.</summary>
    public required RecipientList List { get; init; }

    /// <summary>Names this very payment, for example <c>salaries-2026-11</c>: 1 to 64 characters of a–z, 0–9 and -. The chain itself pays each of its batches once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Rows a transaction, 1 to <see cref="PayoutSpec.MaxBatch"/>.</summary>
    public int Batch { get; init; } = PayoutSpec.DefaultBatch;

    /// <summary>What happens with a row whose transfer fails.</summary>
    public RowFailurePolicy OnFailure { get; init; }
}
