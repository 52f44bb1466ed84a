using System.Text;

namespace Bursar.App.Reporting.Markup;

/// <summary>
/// Markup that is safe to write. The only way to make some is an interpolated string whose literal parts are markup and whose holes are
/// escaped (<see cref="HtmlHandler"/>), so nobody can forget it.
/// </summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>No markup.</summary>
    public static Html Empty => default;

    /// <summary>Markup with escaped holes.</summary>
    public static Html Of(ref HtmlHandler markup) => new(markup.Take());

    /// <summary>The pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces)
    {
        var text = new StringBuilder();
        foreach (Html piece in pieces)
            text.Append(piece._markup);
        return new Html(text.ToString());
    }

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";
}
