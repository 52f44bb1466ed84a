namespace Bursar.App.Reporting.Markup;

/// <summary>A list of names and values.</summary>
internal sealed class Facts
{
    private readonly List<Html> _rows = [];

    /// <summary>Adds a fact.</summary>
    public Facts Add(string name, Html value)
    {
        _rows.Add(Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
        return this;
    }

    /// <summary>Adds a fact when it is known.</summary>
    public Facts AddIf(bool known, string name, Func<Html> value) => known ? Add(name, value()) : this;

    /// <summary>Writes the list.</summary>
    public void WriteTo(HtmlBuilder page) => page.Line($"<dl class=\"facts\">\n{Html.Join(_rows)}</dl>");
}
