using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>One first holder.</summary>
/// <param name="To">Who gets it.</param>
/// <param name="Amount">How much; more than zero.</param>
/// <param name="Label">What it is for, in the operator's words; null when the file does not say.</param>
/// <param name="Position">Where the row stands.</param>
public sealed record GenesisRow(Address To, Amount Amount, string? Label, SourcePosition Position)
{
    /// <summary>Key of the vesting on whose terms it vests; null when it is the holder's at once.</summary>
    public string? Vesting { get; init; }
}
