using System.Text;
using System.Text.Json.Nodes;
using Bursar.App.Reporting;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>The page in a real browser. Without Chromium each test is skipped by name, and fails under CI.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-report-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("index.html")]
    [InlineData("index.xhtml")] // parsed as XML instead
    public async Task Opens_without_a_complaint_and_shows_its_plots(string name)
    {
        await using Chromium browser = await Chromium.StartAsync(Stop);
        string page = await PageAsync(SampleReport.Ens(), name);
        await browser.OpenAsync(page);

        JsonNode box = await browser.EvaluateAsync("(function(){const b=document.querySelector('#drop-0-lorenz svg').getBoundingClientRect();return {width:b.width,height:b.height}})()");
        Assert.InRange((double)box["width"]!, 250, 1000);
        Assert.InRange((double)box["height"]!, 150, 700);
        JsonNode curve = await browser.EvaluateAsync("(function(){const b=document.querySelector('#drop-0-lorenz path.curve').getBBox();return {width:b.width,height:b.height}})()");
        Assert.Equal(376, (double)curve["width"]!, 1.0);
        Assert.Equal(234, (double)curve["height"]!, 1.0);
        Assert.Equal(7, (int)await browser.EvaluateAsync("[...document.querySelectorAll('figure svg')].filter(s=>s.getBoundingClientRect().height>100).length"));
        string visible = (string)(await browser.EvaluateAsync("document.body.innerText"))!;
        Assert.Contains("137,689", visible, StringComparison.Ordinal);
        Assert.Contains("base units: 25000000000000001930530982", visible, StringComparison.Ordinal);
        Assert.Contains("Verified: every one of 9 checks holds", visible, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
        Assert.Equal([new Uri(page).AbsoluteUri], browser.Requests);
    }

    [Fact]
    public async Task A_script_from_elsewhere_does_not_run()
    {
        // Also shows that the test above would hear a complaint.
        await using Chromium browser = await Chromium.StartAsync(Stop);
        string page = await PageAsync(SampleReport.Small(), "index.html");
        string text = await File.ReadAllTextAsync(page, Stop);
        await File.WriteAllTextAsync(page, text.Replace("</main>", "<script>document.title='owned'</script><img src='https://elsewhere.example/x.png'></main>", StringComparison.Ordinal), new UTF8Encoding(false), Stop);
        await browser.OpenAsync(page);

        Assert.Equal("Sample distribution – distribution report", (string)(await browser.EvaluateAsync("document.title"))!);
        Assert.Contains(browser.Complaints, static c => c.Contains("script-src", StringComparison.Ordinal));
        Assert.Contains(browser.Complaints, static c => c.Contains("elsewhere.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_text_is_shown_and_does_nothing()
    {
        await using Chromium browser = await Chromium.StartAsync(Stop);
        const string Text = "</title></style></script></textarea><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u202Egnp\0";
        await browser.OpenAsync(await PageAsync(HostileReport.Saying(Text), "index.html"));

        Assert.StartsWith("</title></style>", (string)(await browser.EvaluateAsync("document.title"))!, StringComparison.Ordinal);
        Assert.StartsWith("</title></style>", (string)(await browser.EvaluateAsync("document.querySelector('h1').innerText"))!, StringComparison.Ordinal);
        Assert.Equal(0, (int)await browser.EvaluateAsync("document.images.length"));
        Assert.Equal(1, (int)await browser.EvaluateAsync("document.scripts.length"));
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(800)]
    [InlineData(1440)]
    public async Task Fits_the_window_and_scrolls_only_its_tables(int width)
    {
        await using Chromium browser = await Chromium.StartAsync(Stop);
        await browser.ResizeAsync(width, 900);
        foreach (ReportModel model in (ReportModel[])[SampleReport.Small(), HostileReport.Huge(0), HostileReport.Saying(new string('W', 10_000))])
        {
            await browser.OpenAsync(await PageAsync(model, "index.html"));
            int needed = (int)await browser.EvaluateAsync("document.documentElement.scrollWidth");
            Assert.True(needed <= width, $"the page needs {needed} of {width} pixels");
        }
    }

    [Fact]
    public async Task Prints_to_PDF()
    {
        await using Chromium browser = await Chromium.StartAsync(Stop);
        await browser.OpenAsync(await PageAsync(SampleReport.Small(), "index.html"));

        byte[] printed = await browser.PrintAsync();
        Assert.True(printed.AsSpan().StartsWith("%PDF-"u8));
        Assert.InRange(printed.Length, 20_000, 5_000_000);
        Assert.Empty(browser.Complaints);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> PageAsync(ReportModel model, string name)
    {
        string written = await ReportWriter.WriteAsync(model, _folder, Stop);
        string page = Path.Combine(_folder, name);
        if (page != written)
            File.Move(written, page);
        return page;
    }
}
