using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>One who stands in line for a lease.</summary>
/// <param name="Owner">Names the process, as the lease would.</param>
/// <param name="Plan">Hash of the plan that it wants to carry out, when it said so.</param>
public sealed record LeaseWaiter(string Owner, Hash32? Plan);
