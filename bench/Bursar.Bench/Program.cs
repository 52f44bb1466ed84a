using Bursar.Bench;
using Bursar.Bench.Client;
using Bursar.Bench.Lists;

if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("usage: bench/run lists|client|gas [--only NAME,…] [--rows N] [--json] [--keep]");
    return 2;
}

var report = new FigureReport(options);
switch (options.Verb)
{
    case "lists":
        new ListsBenchmark(options, report).Run();
        break;
    case "client":
        new ClientBenchmark(report).Run();
        break;
    default:
        await Console.Error.WriteLineAsync($"bench: there is no '{options.Verb}'; there are: lists, client");
        return 2;
}

return report.Finish() ? 0 : 1;
