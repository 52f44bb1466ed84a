using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>How anybody gets the same result, and what the words mean.</summary>
internal static class ReproduceSection
{
    public static void Write(HtmlBuilder page, ReportView view, IEnumerable<string> files)
    {
        page.Line($"<section id=\"reproduce\"><h2>Check it yourself</h2>");
        if (view.Model.Reproduce.Count > 0)
        {
            page.Line($"<p>These commands read the chain and the published inputs, nothing else, and come to the same result or say where they differ.</p><ol class=\"commands\">");
            foreach (ReportCommand command in view.Model.Reproduce)
            {
                Html comment = command.Comment is { } words ? Html.Of($"<p>{VisibleText.Short(words, 300)}</p>") : Html.Empty;
                page.Line($"<li>{comment}<pre tabindex=\"0\"><code data-copy=\"{command.Command}\">{command.Command}</code></pre></li>");
            }

            page.Line($"</ol>");
        }

        page.Line($"<h3>In this folder</h3><p class=\"files\">{Html.Join(files.Select(static f => Html.Of($"<a href=\"{f}\">{f}</a> ")))}</p>");
        page.Line(
            $"""
            <h3>What the words mean</h3><dl class="words">
            <div><dt>Gini coefficient</dt><dd>0 when everybody gets the same, close to 1 when one gets nearly everything. It is twice the shaded area in the Lorenz plot.</dd></div>
            <div><dt>Nakamoto coefficient</dt><dd>The fewest holders who together have more than half.</dd></div>
            <div><dt>Merkle root</dt><dd>One number that fixes every row of a list: change one amount, and it is another number. The contract pays only rows that lead to it.</dd></div>
            <div><dt>Code hash</dt><dd>The fingerprint of the contract's code on the chain. Equal fingerprints are equal code.</dd></div>
            <div><dt>Final</dt><dd>By the rule of the network, the block will not be replaced any more.</dd></div>
            </dl></section>
            """);
    }
}
