using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;

namespace Bursar.App.Lab;

/// <summary>The kinds <c>depth</c> and <c>instant</c>: anvil, which makes a block a second (depth) or one for each transaction (instant).</summary>
internal sealed class AnvilLab(LabFolder folder, LabProcesses processes)
{
    private const string Name = "anvil";

    /// <summary>A laboratory is reorganised on demand, also when it has run for long.</summary>
    private const int KeptStates = 1000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public async Task<Result<LabNetwork>> StartAsync(string? root, CancellationToken cancellationToken)
    {
        Result<string> program = AnvilProgram.Find([.. new[] { root, Environment.GetEnvironmentVariable("BURSAR_ROOT"), AppContext.BaseDirectory, Environment.CurrentDirectory }.OfType<string>()]);
        if (!program.IsOk)
            return Result<LabNetwork>.Fail(program.Faults);
        NetworkProfile profile = NetworkCatalog.BuiltIn.Find(Laboratory.ProfileOf(folder.Kind)).Value;
        var options = new LocalNodeOptions
        {
            ChainId = profile.ChainId,
            Mining = folder.Kind == LabKind.Depth ? LocalMining.Interval : LocalMining.Automatic,
            BlockTime = profile.BlockTime,
            KeptStates = KeptStates,
        };
        await processes.StartAsync(new LabProgram(Name, program.Value, [.. options.Arguments()]), cancellationToken);
        using var limit = new CancellationTokenSource(options.StartTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            int? port;
            while ((port = processes.Log(Name).Split('\n').Select(NodeOutput.ReadPort).FirstOrDefault(p => p is not null)) is null)
            {
                await Task.Delay(PollInterval, both.Token);
                if (!processes.IsRunning(Name))
                    return LabFaults.StartFailed("anvil", processes.LastWords(Name));
            }

            var endpoint = new Uri($"http://127.0.0.1:{port}/");
            await LocalControls.PrepareAsync(endpoint, options, both.Token);
            return new LabNetwork(folder.Kind, profile.ChainId, [new LabNode("anvil", endpoint)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LabFaults.StartFailed("anvil", processes.LastWords(Name));
        }
        catch (Exception e) when (e is RpcException or TransportException)
        {
            return LabFaults.StartFailed("anvil", e.Message);
        }
    }
}
