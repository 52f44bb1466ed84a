using System.Net;
using System.Net.Sockets;
using System.Text;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared.Postgres;
using Xunit;

namespace Bursar.Storage.Tests;

/// <summary>A connection that is refused, one that breaks around a commit, and a server that is gone for a while: the outcome is looked up, and nothing is
/// written twice.</summary>
/// <remarks>All tests that give this process a password file are here, where they run one after the other.</remarks>
public sealed class PostgresConnectionTests : IAsyncDisposable
{
    private static readonly ChainId Chain = new(31337);
    private static readonly Address Operator = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly AccountLease Lease = new(Chain, Operator, "only", TimeSpan.FromMinutes(5));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Cut _cut;

    public enum Cut
    {
        None,
        BeforeTheServerHasIt,
        BeforeTheAnswer,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Cut.BeforeTheServerHasIt)]
    [InlineData(Cut.BeforeTheAnswer)]
    public async Task A_commit_whose_answer_never_came_happens_once(Cut cut)
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        string file = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(file, $"*:*:*:*:{PostgresServer.Password}\n", Cancel);
        Environment.SetEnvironmentVariable("PGPASSFILE", file);
        _listener.Start();
        _ = AcceptAsync(server.Port);
        string address = server.TcpAddress(PostgresServer.NewSchema(), ((IPEndPoint)_listener.LocalEndpoint).Port);
        await using SqlJournal journal = (await JournalStore.OpenAsync(address, TimeProvider.System, Cancel)).Value;
        await journal.AcquireLeaseAsync(Lease, Cancel);
        JournalRun run = await journal.OpenRunAsync(Lease, new JournalRun { PlanHash = Fill(1), Chain = Chain, Genesis = Fill(2), Operator = Operator }, [Step("a"), Step("b")], Cancel);

        _cut = cut;
        await journal.CommitAsync(Lease, [new TransactionSigned(Transaction(run.Id, "a", 7))], Cancel);
        Assert.Equal(Cut.None, _cut);

        Assert.Equal(7UL, Assert.Single(await journal.GetTransactionsAsync(run.Id, Cancel)).Nonce);
        Assert.Equal(1, (await journal.GetStepsAsync(run.Id, Cancel))[0].Attempt);
        Assert.Equal(4, (await journal.GetEventsAsync(run.Id, Cancel)).Count);
        Environment.SetEnvironmentVariable("PGPASSFILE", null);
        System.IO.File.Delete(file);
    }

    [Fact]
    public async Task Never_shows_a_password_when_the_server_refuses_it()
    {
        string address = (await PostgresServer.SharedAsync()).TcpAddress(PostgresServer.NewSchema());
        string file = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(file, "*:*:*:*:wrong-secret-word\n", Cancel);
        Environment.SetEnvironmentVariable("PGPASSFILE", file);
        try
        {
            Result<PostgresJournal> result = await PostgresJournal.OpenAsync(PostgresAddress.Parse(address).Value, TimeProvider.System, Cancel);
            Fault fault = Assert.Single(result.Faults);
            Assert.Equal("journal.unreachable", fault.Code);
            Assert.Contains("28P01", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);

            await System.IO.File.WriteAllTextAsync(file, $"*:*:*:*:{PostgresServer.Password}\n", Cancel);
            await (await PostgresJournal.OpenAsync(PostgresAddress.Parse(address).Value, TimeProvider.System, Cancel)).Value.DisposeAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PGPASSFILE", null);
            System.IO.File.Delete(file);
        }
    }

    [Fact]
    public async Task A_server_that_loses_its_power_comes_back_with_every_commit()
    {
        _ = await PostgresServer.SharedAsync();
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using SqlJournal journal = (await JournalStore.OpenAsync(server.Address("power"), TimeProvider.System, Cancel)).Value;
        await journal.AcquireLeaseAsync(Lease, Cancel);
        JournalRun run = await journal.OpenRunAsync(Lease, new JournalRun { PlanHash = Fill(1), Chain = Chain, Genesis = Fill(2), Operator = Operator }, [.. Enumerable.Range(0, 200).Select(i => Step($"s{i}"))], Cancel);
        int done = 0;
        Task writing = Task.Run(async () =>
        {
            for (; done < 200; done++)
                await journal.CommitAsync(Lease, [new TransactionSigned(Transaction(run.Id, $"s{done}", (ulong)done))], Cancel);
        }, Cancel);
        for (int i = 0; i < 2; i++)
        {
            int before = Volatile.Read(ref done);
            while (Volatile.Read(ref done) < before + 20 && !writing.IsCompleted)
                await Task.Delay(5, Cancel);
            await server.StopAsync("immediate");
            await server.BeginAsync();
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (ulong)i), (await journal.GetTransactionsAsync(run.Id, Cancel)).Select(t => t.Nonce));
        Assert.Equal(200 + (2 * 200), (await journal.GetEventsAsync(run.Id, Cancel)).Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _stop.Dispose();
    }

    private static Hash32 Fill(byte value) => new([.. Enumerable.Repeat(value, 32)]);

    private static JournalStep Step(string id) => new() { Id = id, Title = id, To = Operator, Value = default, DataHash = Fill(3) };

    private static JournalTransaction Transaction(long run, string step, ulong nonce) => new()
    {
        RunId = run,
        StepId = step,
        Nonce = nonce,
        Hash = new Hash32(((UInt256)(nonce + 1)).ToBigEndian()),
        Raw = [1, 2],
        GasLimit = 1,
        MaxFee = 1,
        PriorityFee = 1,
    };

    /// <summary>Passes everything on until it is told to cut: then at the first COMMIT, before it goes on or before its answer comes back.</summary>
    private async Task AcceptAsync(int port)
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient near = await _listener.AcceptTcpClientAsync(_stop.Token);
            var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
            bool cutting = false;
            _ = PumpAsync(near, far, bytes =>
            {
                if (_cut == Cut.None || !Encoding.ASCII.GetString(bytes).Contains("COMMIT\0", StringComparison.Ordinal))
                    return true;
                bool passes = _cut == Cut.BeforeTheAnswer;
                _cut = Cut.None;
                cutting = passes;
                return passes;
            });
            _ = PumpAsync(far, near, _ => !cutting);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<byte[], bool> passes)
    {
        byte[] buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0 && passes(buffer[..read]))
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }

        from.Dispose();
        to.Dispose();
    }
}
