namespace Bursar.App.Outbox;

/// <summary>What the states mean for decisions.</summary>
public static class OutboxStates
{
    /// <summary>True while the transaction may be mined at any moment although it is in no block: signed, sent or unknown.</summary>
    public static bool IsInFlight(this OutboxState state) => state is OutboxState.Signed or OutboxState.Sent or OutboxState.Unknown;

    /// <summary>True when the effect is on the chain, however firmly: seen, safe or final.</summary>
    public static bool IsMined(this OutboxState state) => state is OutboxState.Seen or OutboxState.Safe or OutboxState.Final;

    /// <summary>True for states that are not left while the chain keeps its rule of finality: final and dropped.</summary>
    public static bool IsTerminal(this OutboxState state) => state is OutboxState.Final or OutboxState.Dropped;
}
