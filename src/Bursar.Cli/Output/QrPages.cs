using System.Text;
using QRCoder;
using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>Texts as QR codes: in the terminal one below the other, and as one page for a browser that shows them in turn.</summary>
internal static class QrPages
{
    private static readonly Style WhiteOnBlack = new(Color.White, Color.Black);

    /// <summary>The modules of a text's code, with its margin; true is dark.</summary>
    public static bool[][] Modules(string text)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The generator adds the margin of four modules that the standard asks for.
        return [.. data.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }

    /// <summary>Prints the codes, two rows of modules in a line; the light modules are drawn.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<string> texts)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            terminal.Results.WriteLine($"QR code {i + 1} of {texts.Count}");
            bool[][] rows = Modules(texts[i]);
            for (int y = 0; y < rows.Length; y += 2)
            {
                var line = new StringBuilder(rows.Length);
                for (int x = 0; x < rows.Length; x++)
                {
                    bool below = y + 1 < rows.Length && rows[y + 1][x];
                    line.Append((rows[y][x], below) switch { (false, false) => '█', (false, true) => '▀', (true, false) => '▄', _ => ' ' });
                }

                terminal.Results.Write(new Text(line.Append('\n').ToString(), WhiteOnBlack));
            }
        }
    }

    /// <summary>A page without scripts of others that shows the codes in turn, and lets one stop and step.</summary>
    public static byte[] Html(string title, IReadOnlyList<string> texts)
    {
        var page = new StringBuilder();
        page.Append($$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{{System.Net.WebUtility.HtmlEncode(title)}}</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <style>body{margin:1em;font:16px sans-serif;background:#fff;color:#000;text-align:center}svg{display:none;width:min(90vw,85vh);margin:auto}svg.on{display:block}button{font:inherit;margin:.3em}</style>
            </head><body><p><b>{{System.Net.WebUtility.HtmlEncode(title)}}</b>: code <span id="n">1</span> of {{texts.Count}}
            <button id="b">back</button><button id="s">stop</button><button id="f">next</button></p>

            """);
        for (int i = 0; i < texts.Count; i++)
            Svg(page, Modules(texts[i]), i == 0);
        page.Append("""
            <script>
            const all = document.querySelectorAll('svg'); let at = 0, timer = null;
            const show = n => { all[at].classList.remove('on'); at = (n + all.length) % all.length; all[at].classList.add('on'); document.getElementById('n').textContent = at + 1; };
            const stop = () => { clearInterval(timer); timer = null; document.getElementById('s').textContent = 'go on'; };
            const go = () => { timer = setInterval(() => show(at + 1), 700); document.getElementById('s').textContent = 'stop'; };
            document.getElementById('b').onclick = () => { stop(); show(at - 1); };
            document.getElementById('f').onclick = () => { stop(); show(at + 1); };
            document.getElementById('s').onclick = () => timer ? stop() : go();
            if (all.length > 1) go();
            </script>
            </body></html>

            """);
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void Svg(StringBuilder page, bool[][] rows, bool first)
    {
        page.Append($"<svg{(first ? " class=\"on\"" : "")} viewBox=\"0 0 {rows.Length} {rows.Length}\" shape-rendering=\"crispEdges\"><path d=\"");
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows.Length; x++)
            {
                int from = x;
                while (x < rows.Length && rows[y][x])
                    x++;
                if (x > from)
                    page.Append($"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        page.Append("\"/></svg>\n");
    }
}
