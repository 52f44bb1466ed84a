using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Bursar.Tests.Shared.Postgres;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder, with its socket there and forced writes as in life.</summary>
/// <remarks>PostgreSQL refuses to run as root: then it runs as the user <c>postgres</c>, whom its package makes.</remarks>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "bursar";
    public const string Password = "only-for-tests-4711";

    private static readonly Lazy<Task<PostgresServer>> Common = new(StartAsync);
    private static int _schemas;

    private readonly string _folder;
    private readonly string _programs;

    private PostgresServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        Port = port;
    }

    /// <summary>Port, on 127.0.0.1 (with a password) and in the name of the socket (without).</summary>
    public int Port { get; }

    /// <summary>The server that the tests of one process share.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        if (Programs() is null)
        {
            const string Missing = "PostgreSQL is missing: install it (Debian/Ubuntu: apt install postgresql)";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Assert.Fail(Missing);
        }

        return await Common.Value;
    }

    /// <summary>A server of its own, for tests that ill-treat it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("bursar-pg-").FullName;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new PostgresServer(folder, Programs()!, port);
        string password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["-R", "postgres", folder]);
        await server.RunAsOwnerAsync("initdb", $"-D {folder}/data -U {User} -A trust --auth-host=scram-sha-256 --pwfile={password} --no-sync -E UTF8 --locale=C");
        await server.BeginAsync();
        AppDomain.CurrentDomain.ProcessExit += server.AtExit;
        return server;
    }

    /// <summary>A name for a schema that no other test has.</summary>
    public static string NewSchema() => string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}");

    /// <summary>Address of a journal, by the socket.</summary>
    public string Address(string schema) => $"postgres://{User}@localhost:{Port}/postgres?host={_folder}&schema={schema}";

    /// <summary>Address of a journal over TCP, which asks for the password.</summary>
    public string TcpAddress(string schema, int? port = null) => $"postgres://{User}@127.0.0.1:{port ?? Port}/postgres?sslmode=disable&schema={schema}";

    /// <summary>Connection settings for a look behind the scenes.</summary>
    public string Settings(string schema) => $"Host={_folder};Port={Port};Username={User};Database=postgres;Search Path={schema};Pooling=false";

    /// <summary>Starts after a stop.</summary>
    public Task BeginAsync() =>
        RunAsOwnerAsync("pg_ctl", $"-D {_folder}/data -w -l {_folder}/log -o \"-k {_folder} -p {Port} -c listen_addresses=127.0.0.1 -c max_connections=200\" start");

    /// <summary>Stops: <c>immediate</c> is what a power failure leaves, <c>fast</c> cuts sessions off.</summary>
    public Task StopAsync(string mode) => RunAsOwnerAsync("pg_ctl", $"-D {_folder}/data -w -m {mode} stop");

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= AtExit;
        await StopAsync("immediate");
        Directory.Delete(_folder, recursive: true);
    }

    private void AtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));

    private Task RunAsOwnerAsync(string program, string arguments)
    {
        string line = $"cd / && {_programs}/{program} {arguments}";
        return Environment.IsPrivilegedProcess ? RunAsync("su", ["postgres", "-s", "/bin/sh", "-c", line]) : RunAsync("/bin/sh", ["-c", line]);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        // A server that stays keeps what it inherits open: its output goes to files, and nobody waits for the end of a pipe.
        string log = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >" + log + " 2>&1 </dev/null", "sh", program, .. arguments]);
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        string said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
