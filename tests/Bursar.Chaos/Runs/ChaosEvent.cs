namespace Bursar.Chaos.Runs;

/// <summary>Something that happens when the program has asked its node so many things.</summary>
/// <param name="Request">The number of the request, counted from the start of the first command.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Amount">A number that says how bad it is, from 0 to 9,999.</param>
internal sealed record ChaosEvent(int Request, EventKind Kind, int Amount);
