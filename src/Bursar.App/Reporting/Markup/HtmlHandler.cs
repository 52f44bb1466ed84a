using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Markup;

/// <summary>Takes literal parts as markup and escapes every hole, for text and for quoted attributes alike.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler
{
    private readonly StringBuilder _text;

    /// <summary>Starts markup of its own.</summary>
    public HtmlHandler(int literalLength, int holes) => _text = new StringBuilder(literalLength + (holes * 16));

    /// <summary>Continues the markup of <paramref name="page"/>.</summary>
    public HtmlHandler(int literalLength, int holes, HtmlBuilder page)
    {
        _ = literalLength;
        _ = holes;
        _text = page.Text;
    }

    /// <summary>Literal markup.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Markup that is safe already.</summary>
    public void AppendFormatted(Html markup) => _text.Append(markup.ToString());

    /// <summary>A coordinate of a plot.</summary>
    public void AppendFormatted(double number) =>
        _text.Append(double.IsFinite(number) ? number.ToString("0.##", CultureInfo.InvariantCulture) : "0");

    /// <summary>A number.</summary>
    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Text from anywhere.</summary>
    public void AppendFormatted(string? text)
    {
        foreach (char c in VisibleText.Of(text ?? ""))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }
    }

    internal string Take() => _text.ToString();
}
