namespace Bursar.App.Reporting;

/// <summary>A command that reproduces a part of the report.</summary>
/// <param name="Command">The exact command line.</param>
/// <param name="Comment">What it does or prints; null for none.</param>
public sealed record ReportCommand(string Command, string? Comment = null);
