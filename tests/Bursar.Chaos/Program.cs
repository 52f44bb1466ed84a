using Bursar.Chaos;
using Bursar.Chaos.Reporting;
using Bursar.Chaos.Runs;

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var kept = new KeptResults(options.Keep);
if (options.Report is { } document)
{
    ReliabilityPage.Write(document, kept.All);
    if (args.All(a => a is not "--runs"))
        return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
bool passed = await new Campaign(options, GroundFinder.Find(), kept).RunAsync(stop.Token);
if (options.Report is { } page)
    ReliabilityPage.Write(page, kept.All);
return passed ? 0 : 1;
