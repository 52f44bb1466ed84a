using Bursar.App.Reporting.Markup;

namespace Bursar.App.Reporting.Plots;

/// <summary>The frame of a plot: a drawing area with margins, in units that scale with the page.</summary>
internal static class PlotFrame
{
    public const double Width = 440;
    public const double Height = 300;
    public const double Left = 50;
    public const double Right = 426;
    public const double Top = 18;
    public const double Bottom = 252;

    /// <summary>From 0..1 to a horizontal position.</summary>
    public static double X(double share) => Left + (Clamp(share) * (Right - Left));

    /// <summary>From 0..1 to a vertical position, 0 at the bottom.</summary>
    public static double Y(double share) => Bottom - (Clamp(share) * (Bottom - Top));

    /// <summary>A figure with title, drawing and caption.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">Heading.</param>
    /// <param name="description">What a reader who cannot see the drawing is told.</param>
    /// <param name="drawing">The content.</param>
    /// <param name="caption">One or two sentences below it.</param>
    public static Html Figure(string id, string title, string description, Html drawing, Html caption) => Html.Of(
        $"""
        <figure id="{id}"><h4>{title}</h4>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>
        {drawing}</svg>
        <figcaption>{caption}</figcaption></figure>

        """);

    /// <summary>Horizontal grid lines with labels at the left.</summary>
    public static Html HorizontalGrid(IEnumerable<(double At, string Label)> ticks) => Html.Join(ticks.Select(static tick => Html.Of(
        $"""<path class="grid" d="M{Left} {Y(tick.At)}H{Right}"/><text x="{Left - 7}" y="{Y(tick.At) + 4}" text-anchor="end">{tick.Label}</text>""")));

    /// <summary>Labels below the horizontal axis.</summary>
    public static Html BottomLabels(IEnumerable<(double At, string Label)> ticks) => Html.Join(ticks.Select(static tick => Html.Of(
        $"""<path class="axis" d="M{X(tick.At)} {Bottom}v4"/><text x="{X(tick.At)}" y="{Bottom + 18}" text-anchor="{Anchor(tick.At)}">{tick.Label}</text>""")));

    /// <summary>The horizontal axis and its name.</summary>
    public static Html BottomAxis(string name) => Html.Of(
        $"""<path class="axis" d="M{Left} {Bottom}H{Right}"/><text class="name" x="{(Left + Right) / 2}" y="{Height - 8}" text-anchor="middle">{name}</text>""");

    private static string Anchor(double at) => at > 0.93 ? "end" : at < 0.04 ? "start" : "middle";

    private static double Clamp(double share) => double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;
}
