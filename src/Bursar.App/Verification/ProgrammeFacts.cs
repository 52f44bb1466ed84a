using Bursar.App.Programmes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Verification;

/// <summary>What happened in a programme.</summary>
/// <param name="Open">Whether it is there, made and funded by the factory.</param>
/// <param name="Lists">Every list that was proposed, in order.</param>
/// <param name="Tokens">Its tokens, in ascending order of their addresses.</param>
/// <param name="Claims">Payments in chain order.</param>
public sealed record ProgrammeFacts(bool Open, IReadOnlyList<ProgrammeList> Lists, IReadOnlyList<ProgrammeTokenFacts> Tokens, IReadOnlyList<ProgrammeClaim> Claims)
{
    /// <summary>The facts of a programme that is not there.</summary>
    public static ProgrammeFacts Missing { get; } = new(false, [], [], []);

    /// <summary>The list that counts; null before the first one.</summary>
    public ProgrammeList? Active => Lists.LastOrDefault(l => l.State == ProgrammeListState.Active);

    /// <summary>How many accounts were paid something.</summary>
    public int Accounts => Claims.Select(c => c.Account).Distinct().Count();
}

/// <summary>A token of a programme.</summary>
/// <param name="Token">Its address.</param>
/// <param name="Symbol">Its symbol; the address when it says none.</param>
/// <param name="Decimals">Its decimals; 0 when it says none.</param>
/// <param name="Escrow">What was paid in, in base units.</param>
/// <param name="Given">What the active list gives of it since the beginning, in base units.</param>
/// <param name="Paid">What was claimed, in base units.</param>
/// <param name="ClawedBack">What the owner took back, in base units.</param>
/// <param name="Balance">What the programme holds, in base units.</param>
public sealed record ProgrammeTokenFacts(
    Address Token, string Symbol, byte Decimals, UInt256 Escrow, UInt256 Given, UInt256 Paid, UInt256 ClawedBack, UInt256 Balance)
{
    /// <summary>What the active list gives and nobody has claimed, in base units.</summary>
    public UInt256 Unclaimed => Given > Paid ? Given - Paid : UInt256.Zero;
}
