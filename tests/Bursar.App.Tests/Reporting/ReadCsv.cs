using System.Text;
using Bursar.App.Reporting;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>A CSV file as RFC 4180 says it is read; knows nothing of the writer.</summary>
internal sealed class ReadCsv
{
    private ReadCsv(List<string[]> rows) => Rows = rows;

    /// <summary>All rows, the header first.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    public static ReadCsv Of(IReadOnlyList<ReportFile> files, string name) => Of(files.Single(f => f.Name == name));

    public static ReadCsv Of(ReportFile file) => new(Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.Span)));

    /// <summary>The cells of a column, without its header.</summary>
    public string[] Column(string name)
    {
        int column = Array.IndexOf(Rows[0], name);
        Assert.True(column >= 0, $"there is no column {name}");
        return [.. Rows.Skip(1).Select(r => r[column])];
    }

    private static List<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        int at = 0;
        while (at < text.Length)
        {
            var cell = new StringBuilder();
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"')
                        at++;
                    cell.Append(text[at]);
                }

                at++;
            }
            else
            {
                for (; text[at] is not (',' or '\r'); at++)
                {
                    Assert.NotEqual('"', text[at]);
                    Assert.NotEqual('\n', text[at]);
                    cell.Append(text[at]);
                }
            }

            row.Add(cell.ToString());
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        Assert.Empty(row);
        return rows;
    }
}
