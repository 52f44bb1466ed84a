namespace Bursar.Core.Faults;

/// <summary>What kind of end a fault makes; the values are the exit codes of the command line.</summary>
public enum FaultKind
{
    /// <summary>The command was called in a wrong way.</summary>
    Usage = 2,

    /// <summary>A file, flag or value is wrong; nothing was sent.</summary>
    InvalidInput = 3,

    /// <summary>The chain, a node or a policy refused.</summary>
    Refused = 4,

    /// <summary>Something was sent whose outcome is not final yet.</summary>
    NotFinal = 5,
}
