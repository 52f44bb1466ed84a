using System.IO.Compression;
using System.Text.Json;
using Bursar.Chain.Tests.Cli;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>The demo as a newcomer runs it, on a copy of the example, and what <c>verify</c> says before and after one amount is changed.</summary>
public sealed class DemoTests : IDisposable
{
    private const string Root = "0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659";
    private const string Total = "25000000000000001930530982";
    private const int ChangedLine = 70_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-demo-").FullName;

    private string Example => Path.Combine(_folder, "examples", "ens-2021");

    [Fact]
    public async Task The_demo_verifies_and_one_changed_amount_is_named()
    {
        Directory.CreateDirectory(Example);
        foreach (string file in new[] { "launch.yaml", "recipients.csv.gz", "contributors.csv", "voters.csv.gz" })
            File.Copy(Path.Combine(Checkout.Root, "examples", "ens-2021", file), Path.Combine(Example, file));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "contracts"), Path.Combine(Checkout.Root, "contracts"));

        using (JsonDocument demo = JsonDocument.Parse((await ExpectAsync(0, "demo", "--json")).Output))
        {
            Assert.True(demo.RootElement.GetProperty("ok").GetBoolean());
            string page = await File.ReadAllTextAsync(demo.RootElement.GetProperty("report").GetString()!, TestContext.Current.CancellationToken);
            Assert.Contains("137,689", page, StringComparison.Ordinal);
            Assert.Contains(Total, page, StringComparison.Ordinal);
            Assert.Contains(Root, page, StringComparison.Ordinal);
        }

        CliResult verified = await ExpectAsync(0, "verify", Path.Combine(Example, "launch.yaml"));
        Assert.Contains(Root, verified.Output, StringComparison.Ordinal);
        Assert.Contains("100 claimed", verified.Output, StringComparison.Ordinal);
        Assert.Contains("10 of 10 batches paid", verified.Output, StringComparison.Ordinal);
        Assert.Contains("10,000 first holders in 14 tables", verified.Output, StringComparison.Ordinal);
        Assert.Contains("21 paid to 220 accounts, 1100000000000000000000 of 20000000000000000000000", verified.Output, StringComparison.Ordinal);

        await ChangeOneAmountAsync();
        CliResult changed = await ExpectAsync(4, "verify", Path.Combine(Example, "launch.yaml"));
        Assert.Contains($"recipients.csv.gz:{ChangedLine}", changed.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(Path.Combine(_folder, "contracts")); // the link, not what it leads to
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CliResult> ExpectAsync(int exit, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(Path.Combine(_folder, "home"), arguments, new Dictionary<string, string> { ["BURSAR_ROOT"] = _folder });
        Assert.True(result.ExitCode == exit, $"{string.Join(' ', arguments)}: expected exit {exit}: {result}");
        return result;
    }

    private async Task ChangeOneAmountAsync()
    {
        string path = Path.Combine(Example, "recipients.csv.gz");
        string[] lines;
        await using (FileStream file = File.OpenRead(path))
        await using (var gzip = new GZipStream(file, CompressionMode.Decompress))
        using (var reader = new StreamReader(gzip))
            lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        lines[ChangedLine - 1] += "0";
        await using FileStream changed = File.Create(path);
        await using var packed = new GZipStream(changed, CompressionLevel.Fastest);
        await using var writer = new StreamWriter(packed);
        await writer.WriteAsync(string.Join('\n', lines) + "\n");
    }
}
