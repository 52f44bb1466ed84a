using System.Diagnostics;
using System.Text;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The built command line as a process of its own, with its state in a folder of the test's.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>bursar</c> with its home in <paramref name="home"/>.</summary>
    public static CliProcess Start(string home, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        string program = Path.Combine(Checkout.Root, "src", "Bursar.Cli", "bin", Checkout.Configuration, "net10.0", "Bursar.Cli.dll");
        Assert.True(File.Exists(program), $"the command line is not built: {program} is missing");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(home)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["BURSAR_HOME"] = home;
        start.Environment["BURSAR_ROOT"] = Checkout.Root;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new CliProcess(process);
    }

    /// <summary>Runs <c>bursar</c> to its end.</summary>
    public static async Task<CliResult> RunAsync(
        string home, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        using CliProcess process = Start(home, arguments, environment, input);
        return await process.WaitAsync();
    }

    /// <summary>Waits for its end, three minutes unless told otherwise.</summary>
    public async Task<CliResult> WaitAsync(TimeSpan? most = null)
    {
        using var limit = new CancellationTokenSource(most ?? Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            Assert.Fail($"bursar did not end within {most ?? Limit}: {await _error}");
        }

        return new CliResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Ends it as <c>kill -9</c> does; its children are left alone.</summary>
    public void Kill() => _process.Kill(entireProcessTree: false);

    public void Dispose() => _process.Dispose();
}

/// <summary>How a command ended and what it said.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
