namespace Bursar.App.Reporting;

/// <summary>A file of a report.</summary>
/// <param name="Name">File name without a folder.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ReportFile(string Name, ReadOnlyMemory<byte> Content);
