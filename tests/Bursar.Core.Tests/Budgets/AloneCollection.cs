using Xunit;

namespace Bursar.Core.Tests.Budgets;

/// <summary>Tests that count what the whole process allocates, and so run while no others do.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
