namespace Bursar.Evm.Rpc.Watching;

/// <summary>A log that came onto the chain, or left it again.</summary>
/// <param name="Log">The log.</param>
/// <param name="Removed">True when its block is no longer on the chain: whatever followed from it must be taken back.</param>
public readonly record struct LogChange(Log Log, bool Removed);
