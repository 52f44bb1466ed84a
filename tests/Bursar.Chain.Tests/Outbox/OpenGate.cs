using Bursar.App.Outbox;
using Bursar.Core.Faults;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Lets everything through: these tests are about what comes after.</summary>
internal sealed class OpenGate : IOutboxGate
{
    public Task<IReadOnlyList<Fault>> CheckAsync(OutboxJob job, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Fault>>([]);
}
