using Bursar.Core.Networks;

namespace Bursar.App.Outbox;

/// <summary>States in the words of a chain.</summary>
public static class OutboxWords
{
    /// <summary>What a state is called on the chain whose ladder it is; states below the first rung keep their own names.</summary>
    public static string WordOf(this StateLadder ladder, OutboxState state) => state switch
    {
        OutboxState.Seen => ladder.Seen,
        OutboxState.Safe => ladder.Safe,
        OutboxState.Final => ladder.Final,
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>How many steps are on which rung, without the empty ones: <c>2 under way, 3 sequenced, 12 final on L1</c>.</summary>
    public static string Describe(this StateLadder ladder, OutboxProgress progress)
    {
        string[] parts =
        [
            .. Part(progress.InFlight, "under way"), .. Part(progress.Mined - progress.Safe - progress.Final, ladder.Seen),
            .. Part(progress.Safe, ladder.Safe), .. Part(progress.Final, ladder.Final),
        ];
        return parts.Length == 0 ? "nothing sent yet" : string.Join(", ", parts);
    }

    /// <summary>How many steps of an outcome are on which rung.</summary>
    public static string Describe(this StateLadder ladder, OutboxOutcome outcome) => ladder.Describe(new OutboxProgress(
        outcome.Steps.Count, outcome.Steps.Count(s => s.State.IsInFlight()), outcome.Steps.Count(s => s.State.IsMined()), outcome.Steps.Count(s => s.State == OutboxState.Final),
        Safe: outcome.Steps.Count(s => s.State == OutboxState.Safe)));

    private static string[] Part(int count, string word) => count == 0 ? [] : [$"{count:N0} {word}"];
}
