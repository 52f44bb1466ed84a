namespace Bursar.Chaos.Runs;

/// <summary>Something that happens at a block of the run.</summary>
/// <param name="Tick">The number of the block, counted from the start of the first command.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Amount">A number that says how bad it is, from 0 to 9,999.</param>
internal sealed record ChaosEvent(int Tick, EventKind Kind, int Amount);
