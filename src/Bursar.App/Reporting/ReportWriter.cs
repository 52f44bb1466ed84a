using Bursar.App.Reporting.Csv;
using Bursar.App.Reporting.Json;
using Bursar.App.Reporting.Markup;

namespace Bursar.App.Reporting;

/// <summary>Makes the files of a report: <c>index.html</c>, <c>report.json</c> and one CSV file per table.</summary>
/// <remarks>A pure function of the model: no clock, no culture, no order of a hash table. The same model gives the same bytes.</remarks>
public static class ReportWriter
{
    /// <summary>The files, <c>index.html</c> first.</summary>
    public static IReadOnlyList<ReportFile> Write(ReportModel model)
    {
        List<ReportFile> files = [new("report.json", ReportJson.Write(model)), .. ReportTables.Of(model)];
        return [new("index.html", ReportPage.Write(model, files.Select(static f => f.Name))), .. files];
    }

    /// <summary>Writes the files into a folder, which is made when it is missing. A file appears whole or not at all; the page comes last.</summary>
    /// <returns>The full path of <c>index.html</c>.</returns>
    public static async Task<string> WriteAsync(ReportModel model, string folder, CancellationToken cancellationToken)
    {
        string root = Directory.CreateDirectory(folder).FullName;
        foreach (ReportFile file in Write(model).Reverse())
        {
            string path = Path.Combine(root, file.Name);
            string unfinished = path + ".part";
            await File.WriteAllBytesAsync(unfinished, file.Content, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }

        return Path.Combine(root, "index.html");
    }
}
