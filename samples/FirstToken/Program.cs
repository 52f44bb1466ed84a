using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using FirstToken;

// dotnet run --project samples/FirstToken                                   on a fresh local chain that ends with the program
// dotnet run --project samples/FirstToken -- http://127.0.0.1:8545 folder   on a local chain that runs already ('bursar up'), with a folder to keep
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    if (args is [var endpoint, var kept])
    {
        await TwoUsers.RunAsync(endpoint, kept, Console.Out, stop.Token);
        return 0;
    }

    string folder = Directory.CreateTempSubdirectory("bursar-first-token-").FullName;
    try
    {
        await using LocalNode node = (await LocalNode.StartAsync(new LocalNodeOptions(), stop.Token)).Value;
        await TwoUsers.RunAsync(node.Endpoint.ToString(), folder, Console.Out, stop.Token);
        return 0;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
catch (FaultException e)
{
    // sample: faults
    foreach (Fault fault in e.Faults)
        await Console.Error.WriteLineAsync($"{fault.Code}: {fault.Message} {fault.Hint}");
    // end: faults
    return (int)e.Faults[0].Kind;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("stopped; run it again with the same folder and it goes on");
    return 1;
}
