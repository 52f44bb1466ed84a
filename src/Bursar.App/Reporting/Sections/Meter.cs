using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>A bar that is filled to a share.</summary>
internal static class Meter
{
    public static Html Draw(string name, double share, Html detail)
    {
        double filled = Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * 400;
        return Html.Of(
            $"""
            <div><p class="name">{name}<b>{People.Percent(share)}</b></p>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="400" height="10"/><rect class="bar" width="{(share > 0 ? Math.Max(2, filled) : 0)}" height="10"/></svg>
            <p class="sub">{detail}</p></div>
            """);
    }
}
