using System.Runtime.CompilerServices;
using System.Text;

namespace Bursar.App.Reporting.Markup;

/// <summary>A page under construction. Holes of what is added are escaped.</summary>
internal sealed class HtmlBuilder
{
    /// <summary>The markup so far; only <see cref="HtmlHandler"/> writes to it.</summary>
    internal StringBuilder Text { get; } = new(1 << 16);

    /// <summary>Adds markup and ends the line.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref HtmlHandler markup)
    {
        _ = markup;
        Text.Append('\n');
    }

    /// <summary>The UTF-8 bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Text.ToString());
}
