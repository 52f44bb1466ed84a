using System.Diagnostics;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.LocalChain;

/// <summary>A running chain on this machine: anvil, which ends with this object or with this process, however that dies.</summary>
/// <remarks>
/// A shell holds the node and a pipe from this process; when the pipe closes the node is asked to stop, which makes it write its state. Ctrl-C in
/// a terminal reaches the node as well, which stops in the same way.
/// </remarks>
public sealed class LocalNode : IAsyncDisposable
{
    private const int KeptErrorLines = 20;
    private readonly LocalNodeOptions _options;
    private readonly LocalState? _state;
    private readonly Process _shell;
    private readonly Queue<string> _errors = new();
    private readonly Task _errorReader;
    private Task _outputReader = Task.CompletedTask;
    private bool _stopped;

    private LocalNode(LocalNodeOptions options, string program, LocalState? state)
    {
        _options = options;
        _state = state;
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["-c", GuardScripts.Attached, "bursar-guard", program, .. options.Arguments()])
            start.ArgumentList.Add(argument);
        _shell = Process.Start(start)!;
        _errorReader = ReadErrorsAsync();
        Endpoint = new Uri("http://127.0.0.1/");
    }

    /// <summary>Where the node answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint { get; private set; }

    /// <summary>Chain id.</summary>
    public ChainId ChainId => _options.ChainId;

    /// <summary>True while the node runs.</summary>
    public bool IsRunning => !_shell.HasExited;

    /// <summary>Starts a node and waits until it answers; the local accounts have money then.</summary>
    /// <returns>A fault when anvil is missing, its port or state file is taken, the state is broken, or it does not come up.</returns>
    public static async Task<Result<LocalNode>> StartAsync(LocalNodeOptions options, CancellationToken cancellationToken = default)
    {
        Result<string> program = options.Program is { } named ? named : AnvilProgram.Find();
        if (!program.IsOk)
            return Result<LocalNode>.Fail(program.Faults);
        LocalState? state = null;
        if (options.StateFile is { } file)
        {
            Result<LocalState> taken = LocalState.Take(file);
            if (!taken.TryGet(out state))
                return Result<LocalNode>.Fail(taken.Faults);
            options = options with { Born = state.Born };
        }

        var node = new LocalNode(options, program.Value, state);
        try
        {
            if (await node.ComeUpAsync(cancellationToken) is not { } fault)
                return node;
            await node.DisposeAsync();
            return fault;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client for the node.</summary>
    public EthereumClient Connect(EthereumClientOptions? options = null) => EthereumClient.Connect(Endpoint, options);

    /// <summary>Stops the node and waits until it has written its state.</summary>
    /// <returns>False when it had to be killed, so that what happened since the last written state is lost.</returns>
    public async Task<bool> StopAsync()
    {
        if (_stopped)
            return true;
        _stopped = true;
        _shell.StandardInput.Close();
        bool inTime = await EndsWithinAsync(_options.StopTimeout);
        if (!inTime)
        {
            _shell.Kill(entireProcessTree: true);
            await _shell.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(_errorReader, _outputReader);
        _shell.Dispose();
        _state?.Dispose();
        return inTime;
    }

    /// <summary>Stops the node.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<Fault?> ComeUpAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.StartTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (await ReadPortAsync(both.Token) is not { } port)
            {
                await _errorReader.WaitAsync(both.Token);
                return NodeOutput.Explain(_options, string.Join('\n', _errors));
            }

            _outputReader = DrainOutputAsync();
            Endpoint = new Uri($"http://127.0.0.1:{port}/");
            await LocalControls.PrepareAsync(Endpoint, _options, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NodeOutput.TooSlow(_options);
        }
        catch (Exception e) when (e is RpcException or TransportException)
        {
            return NodeOutput.Explain(_options, e.Message);
        }
    }

    private async Task<int?> ReadPortAsync(CancellationToken cancellationToken)
    {
        while (await _shell.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (NodeOutput.ReadPort(line) is { } port)
                return port;
        }

        return null;
    }

    private async Task DrainOutputAsync()
    {
        char[] buffer = new char[4096];
        while (await _shell.StandardOutput.ReadAsync(buffer.AsMemory()) > 0)
        {
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _shell.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var source = new CancellationTokenSource(limit);
        try
        {
            await _shell.WaitForExitAsync(source.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
