using Bursar.Core.Faults;

namespace Bursar.App.Outbox;

/// <summary>Decides whether the outbox may sign and send a job. It is asked with the account's lease held, before anything is stored, so that two
/// processes with one journal cannot both be let through by what was true before either began.</summary>
public interface IOutboxGate
{
    /// <summary>What stands against it; empty when nothing does.</summary>
    Task<IReadOnlyList<Fault>> CheckAsync(OutboxJob job, CancellationToken cancellationToken);
}
