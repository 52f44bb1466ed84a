using System.Security.Cryptography;
using System.Text;
using Bursar.App.Reporting.Sections;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Markup;

/// <summary><c>index.html</c>: one self-contained page, well-formed as XML, that asks nobody for anything.</summary>
internal static class ReportPage
{
    /// <summary>The UTF-8 bytes of the page.</summary>
    /// <param name="model">What it says.</param>
    /// <param name="files">The files beside it.</param>
    public static byte[] Write(ReportModel model, IEnumerable<string> files)
    {
        var view = new ReportView(model);
        var page = new HtmlBuilder();
        page.Line(
            $"""
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(ReportStyle.Css)}'; script-src '{Hash(ReportStyle.Script)}'; base-uri 'none'; form-action 'none'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="referrer" content="no-referrer"/><meta name="color-scheme" content="light dark"/>
            <title>{VisibleText.Short(model.Title, 160)} – distribution report</title>
            <style>{ReportStyle.Css}</style></head>
            <body><main>
            """);
        HeaderSection.Write(page, view);
        TokensSection.Write(page, view);
        SitesSection.Write(page, view);
        VestingSection.Write(page, view);
        DropsSection.Write(page, view);
        PayoutsSection.Write(page, view);
        VouchersSection.Write(page, view);
        ProgrammesSection.Write(page, view);
        PoolsSection.Write(page, view);
        StakingSection.Write(page, view);
        VerificationSection.Write(page, view);
        TransactionsSection.Write(page, view);
        ReproduceSection.Write(page, view, files);
        page.Line(
            $"""
            <footer><p>Written by Bursar for {ReportView.Name(model.LaunchName)}, {ReportView.Time(model.GeneratedAt)}. Amounts in a token are rounded down, base units are exact; hover for the exact value, or read the files beside it.</p></footer>
            </main><script>{ReportStyle.Script}</script></body></html>
            """);
        return page.ToBytes();
    }

    private static string Hash(Html text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
