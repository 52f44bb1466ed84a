using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>An account with the name that people know it by.</summary>
/// <param name="Address">The account.</param>
/// <param name="Name">Name; null for none.</param>
public sealed record ReportParty(Address Address, string? Name = null);
