using System.Diagnostics;
using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.App.LocalChain;

/// <summary>A chain on this machine that stays when Bursar ends; a pid file tells where it is.</summary>
/// <param name="ProcessId">Process id of anvil.</param>
/// <param name="Endpoint">Where it answers; null when its start was interrupted, so that it can only be stopped.</param>
public sealed record DetachedNode(int ProcessId, Uri? Endpoint)
{
    private const string Program = "anvil";

    // For its first moments the process is still the shell or setsid that becomes anvil.
    private static readonly string[] Launchers = [Program, "setsid", "sh", "dash", "bash"];
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The node that a pid file names, or null when none runs.</summary>
    public static DetachedNode? Find(string pidFile)
    {
        return Read(pidFile) is { } node && ProcessTable.IsRunning(node.ProcessId, Program) ? node : null;
    }

    /// <summary>Starts a node that stays, and waits until it answers.</summary>
    /// <param name="options">How.</param>
    /// <param name="pidFile">File that gets the process id and the endpoint; what the node prints goes to a file beside it that ends in <c>.log</c>.</param>
    /// <param name="cancellationToken">Gives up and stops the node.</param>
    /// <returns>A fault as <see cref="LocalNode.StartAsync"/> gives, or when the pid file names a node that runs.</returns>
    public static async Task<Result<DetachedNode>> StartAsync(LocalNodeOptions options, string pidFile, CancellationToken cancellationToken = default)
    {
        if (Find(pidFile) is { } running)
        {
            string place = running.Endpoint?.ToString() ?? $"process {running.ProcessId}";
            return new Fault("local.already-running", $"a local chain runs already at {place}", Hint: "use it, or stop it with 'bursar down'")
            {
                Kind = FaultKind.Refused,
            };
        }

        Result<string> program = options.Program is { } named ? named : AnvilProgram.Find();
        if (!program.IsOk)
            return Result<DetachedNode>.Fail(program.Faults);
        string log = pidFile + ".log";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(pidFile))!);
        File.Delete(pidFile);
        await File.WriteAllTextAsync(log, "", cancellationToken);
        if (options.StateFile is { } file)
        {
            // The lock is for the copy only: from here on the pid file tells that the state is in use.
            Result<LocalState> taken = LocalState.Take(file);
            if (!taken.TryGet(out LocalState? state))
                return Result<DetachedNode>.Fail(taken.Faults);
            options = options with { Born = state.Born };
            state.Dispose();
        }

        await ProcessTable.RunShellAsync(GuardScripts.Detached, [log, pidFile, program.Value, .. options.Arguments()], cancellationToken);
        try
        {
            Result<DetachedNode> node = await ComeUpAsync(options, pidFile, log, cancellationToken);
            if (!node.IsOk)
                await StopAsync(pidFile, options.StopTimeout, CancellationToken.None);
            return node;
        }
        catch
        {
            await StopAsync(pidFile, options.StopTimeout, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Stops the node that a pid file names, if one runs, and waits until it has written its state.</summary>
    /// <returns>True when it ended by itself, false when it had to be killed, null when none ran.</returns>
    public static async Task<bool?> StopAsync(string pidFile, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        if (Find(pidFile) is not { } node)
        {
            File.Delete(pidFile);
            return null;
        }

        await ProcessTable.RunShellAsync(GuardScripts.Terminate, [node.ProcessId.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        long started = Stopwatch.GetTimestamp();
        bool killed = false;
        while (ProcessTable.IsRunning(node.ProcessId, Program))
        {
            if (!killed && Stopwatch.GetElapsedTime(started) > limit)
            {
                killed = true;
                ProcessTable.Kill(node.ProcessId);
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        File.Delete(pidFile);
        return !killed;
    }

    private static async Task<Result<DetachedNode>> ComeUpAsync(LocalNodeOptions options, string pidFile, string log, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.StartTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            while (true)
            {
                DetachedNode? node = Read(pidFile) is { } started && ProcessTable.IsRunning(started.ProcessId, Launchers) ? started : null;
                string[] lines = await ReadSharedAsync(log, both.Token);
                if (lines.Select(NodeOutput.ReadPort).FirstOrDefault(port => port is not null) is { } port && node is not null)
                {
                    var endpoint = new Uri($"http://127.0.0.1:{port}/");
                    await LocalControls.PrepareAsync(endpoint, options, both.Token);
                    await File.AppendAllTextAsync(pidFile, endpoint + "\n", both.Token);
                    return node with { Endpoint = endpoint };
                }

                if (node is null)
                    return NodeOutput.Explain(options, string.Join('\n', await ReadSharedAsync(log, both.Token)));
                await Task.Delay(PollInterval, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NodeOutput.TooSlow(options);
        }
        catch (Exception e) when (e is Evm.Rpc.RpcException or Evm.Rpc.TransportException)
        {
            return NodeOutput.Explain(options, e.Message);
        }
    }

    private static DetachedNode? Read(string pidFile)
    {
        try
        {
            string[] lines = File.ReadAllLines(pidFile);
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                ? new DetachedNode(id, lines.Length > 1 && Uri.TryCreate(lines[1], UriKind.Absolute, out Uri? endpoint) ? endpoint : null)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<string[]> ReadSharedAsync(string file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return (await reader.ReadToEndAsync(cancellationToken)).Split('\n');
    }
}
