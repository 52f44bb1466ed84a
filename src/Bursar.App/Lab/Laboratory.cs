using System.Diagnostics;
using Bursar.Core.Faults;
using Bursar.Core.Networks;

namespace Bursar.App.Lab;

/// <summary>Networks on this machine, over existing engines, on which one can see what a consensus does to a distribution.</summary>
/// <remarks>Every start begins a new chain. The processes stay until <see cref="DownAsync"/>, or end with a guard.</remarks>
public static class Laboratory
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <summary>The kind's word on the command line and in profiles.</summary>
    public static string WordOf(LabKind kind) => kind switch
    {
        LabKind.Pos => "pos",
        LabKind.Rollup => "rollup",
        LabKind.Depth => "depth",
        _ => "instant",
    };

    /// <summary>The name of the kind's network profile.</summary>
    public static string ProfileOf(LabKind kind) => "lab-" + WordOf(kind);

    /// <summary>The network of that kind, when all its processes run.</summary>
    public static LabNetwork? Find(string home, LabKind kind)
    {
        var folder = new LabFolder(home, kind);
        return folder.Read() is { } network && new LabProcesses(folder).AllRun() ? network : null;
    }

    /// <summary>Starts a network and waits until it makes blocks. Its engines are installed when that is the first time.</summary>
    /// <param name="kind">The consensus.</param>
    /// <param name="home">Folder that keeps its state, in <c>lab/&lt;kind&gt;</c>.</param>
    /// <param name="root">Folder with the package lists of laboratories (<c>lab/</c>) and the contracts' packages; null looks for it.</param>
    /// <param name="progress">Told what is being waited for.</param>
    /// <param name="cancellationToken">Gives up and stops what was started.</param>
    /// <returns>A fault when one of that kind runs, an engine is missing, or it does not come up.</returns>
    public static async Task<Result<LabNetwork>> UpAsync(
        LabKind kind, string home, string? root = null, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var folder = new LabFolder(home, kind);
        if (Find(home, kind) is { } running)
        {
            return new Fault("lab.already-running", $"a laboratory of kind '{WordOf(kind)}' runs already at {running.Rpc}", Hint: $"use it, or stop it with 'bursar lab down {WordOf(kind)}'")
            { Kind = FaultKind.Refused };
        }

        var processes = new LabProcesses(folder);
        await processes.StopAsync(StopPatience, cancellationToken);
        folder.Clear();
        try
        {
            Result<LabNetwork> started = kind switch
            {
                LabKind.Rollup => await new RollupLab(folder, processes, progress).StartAsync(root, cancellationToken),
                LabKind.Pos => await new PosLab(folder, processes, progress).StartAsync(root, cancellationToken),
                _ => await new AnvilLab(folder, processes).StartAsync(root, cancellationToken),
            };
            if (started.TryGet(out LabNetwork? network))
                folder.Write(network);
            else
                await processes.StopAsync(StopPatience, CancellationToken.None);
            return started;
        }
        catch
        {
            await processes.StopAsync(StopPatience, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Ties the processes of a laboratory to this process: they end with the guard, or when this process is no more. Take it before the start.</summary>
    public static IDisposable Guard(string home, LabKind kind)
    {
        var folder = new LabFolder(home, kind);
        Directory.CreateDirectory(folder.Root);
        return new LabGuard(new LabProcesses(folder).Guard());
    }

    /// <summary>Stops the network of that kind; false when none ran.</summary>
    public static Task<bool> DownAsync(string home, LabKind kind, CancellationToken cancellationToken = default) =>
        new LabProcesses(new LabFolder(home, kind)).StopAsync(StopPatience, cancellationToken);

    private sealed class LabGuard(Process shell) : IDisposable
    {
        public void Dispose()
        {
            shell.StandardInput.Close();
            shell.WaitForExit();
            shell.Dispose();
        }
    }
}
