namespace Bursar.Chaos.Runs;

/// <summary>What happens to the program, its machine and its chain.</summary>
internal enum EventKind
{
    /// <summary><c>kill -9</c>.</summary>
    Kill,

    /// <summary>The process stands still for a while.</summary>
    Pause,

    /// <summary>A second process does the same with the same store; half of the time while the first stands still for longer than its lease holds.</summary>
    Duel,

    /// <summary>The last blocks are replaced, within the network's rule of finality; some of their transactions are in the new ones.</summary>
    Reorg,

    /// <summary>More blocks are replaced than the rule allows.</summary>
    DeepReorg,

    /// <summary>The disk of the journal has no room.</summary>
    DiskFull,

    /// <summary>No file may grow beyond a size.</summary>
    FileLimit,

    /// <summary>The clock of the machine jumps.</summary>
    ClockJump,

    /// <summary>Gas becomes many times dearer.</summary>
    GasJump,

    /// <summary>Somebody else sends a transaction from the same account.</summary>
    Foreign,

    /// <summary>The node forgets waiting transactions.</summary>
    Evict,

    /// <summary>No blocks come for a while.</summary>
    StandStill,
}
