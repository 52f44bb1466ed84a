using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Markup;

/// <summary>A table with at most <see cref="MostRows"/> rows, and a note where the rest is.</summary>
internal sealed class HtmlTable
{
    /// <summary>Rows that a page shows.</summary>
    public const int MostRows = 200;

    private readonly List<Html> _rows = [];
    private readonly string _caption;
    private readonly (string Title, bool Numeric)[] _columns;
    private Html _foot;
    private long _count;

    /// <summary>Starts a table; a column whose title starts with <c>#</c> holds numbers.</summary>
    public HtmlTable(string caption, params ReadOnlySpan<string> columns)
    {
        _caption = caption;
        _columns = new (string, bool)[columns.Length];
        for (int i = 0; i < columns.Length; i++)
            _columns[i] = (columns[i].TrimStart('#'), columns[i].StartsWith('#'));
    }

    /// <summary>True while rows still appear on the page.</summary>
    public bool HasRoom => _rows.Count < MostRows;

    /// <summary>Adds a row.</summary>
    public void Row(params ReadOnlySpan<Html> cells)
    {
        _count++;
        if (HasRoom)
            _rows.Add(Html.Of($"<tr>{Cells(cells)}</tr>\n"));
    }

    /// <summary>Counts rows that are not shown.</summary>
    public void Skip(long rows) => _count += rows;

    /// <summary>Sets the row of sums.</summary>
    public void Foot(params ReadOnlySpan<Html> cells) => _foot = Html.Of($"<tfoot><tr>{Cells(cells)}</tr></tfoot>\n");

    /// <summary>Writes the table.</summary>
    /// <param name="page">The page.</param>
    /// <param name="csv">The file with all rows.</param>
    public void WriteTo(HtmlBuilder page, string csv)
    {
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{_caption}\"><table>");
        page.Line($"<caption>{_caption}</caption>");
        page.Line($"<thead><tr>{Html.Join(_columns.Select(Header))}</tr></thead>");
        page.Line($"<tbody>{Html.Join(_rows)}</tbody>{_foot}</table></div>");
        if (_count > _rows.Count)
            page.Line($"<p class=\"note\">{People.Count(_rows.Count)} of {People.Count(_count)} rows. <code>{csv}</code> has all of them.</p>");
    }

    private static Html Header((string Title, bool Numeric) column) => column.Numeric
        ? Html.Of($"<th scope=\"col\" class=\"num\">{column.Title}</th>")
        : Html.Of($"<th scope=\"col\">{column.Title}</th>");

    private Html Cells(ReadOnlySpan<Html> cells)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"a row has {_columns.Length} cells", nameof(cells));
        var row = new List<Html>(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            row.Add(i == 0
                ? Html.Of($"<th scope=\"row\"{(_columns[i].Numeric ? Html.Of($" class=\"num\"") : Html.Empty)}>{cells[i]}</th>")
                : _columns[i].Numeric ? Html.Of($"<td class=\"num\">{cells[i]}</td>") : Html.Of($"<td>{cells[i]}</td>"));
        }

        return Html.Join(row);
    }
}
