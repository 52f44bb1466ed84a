using System.Diagnostics;
using System.Text.RegularExpressions;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Xunit;

namespace Bursar.Chain.Tests.Signing;

/// <summary>A program that signs for others, from its start until it is disposed. It says where it listens in its first lines.</summary>
public abstract partial class SignerProcess : IAsyncLifetime
{
    private Process? _process;
    private Task _drained = Task.CompletedTask;

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The program and its arguments.</summary>
    protected abstract IReadOnlyList<string> Command { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Command[0], Command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            Endpoint = new Uri($"http://127.0.0.1:{match.Groups[1].Value}/");
            _drained = _process.StandardOutput.ReadToEndAsync();
            return;
        }

        Assert.Fail($"{Command[0]} did not start: {await error}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is null)
            return;
        _process.Kill();
        await _drained;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex("Listening on 127\\.0\\.0\\.1:([0-9]+)")]
    private static partial Regex Listening();
}

/// <summary>anvil, with the development accounts that it signs for.</summary>
public sealed class AnvilSigner : SignerProcess
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Command =>
        [AnvilProgram.Find(Checkout.Root).Value, "--host", "127.0.0.1", "--port", "0", "--accounts", "3", "--chain-id", "31337", "--color", "never"];
}

/// <summary>A signer in the manner of Clef and geth, over ethers.</summary>
public sealed class EthersSigner : SignerProcess
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Command =>
        ["node", Path.Combine(Checkout.Root, "tests", "Bursar.Chain.Tests", "Signing", "signer.mjs"), Checkout.Root];
}
