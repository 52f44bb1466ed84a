using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Tests.Shared.Postgres;
using Npgsql;
using Xunit;

namespace Bursar.Storage.Tests;

/// <summary>The compliance suite on a real PostgreSQL server, and what is particular to PostgreSQL.</summary>
public sealed class PostgresJournalTests : JournalCompliance
{
    private readonly string _schema = PostgresServer.NewSchema();
    private bool _clock;

    protected override async Task<IJournal> OpenAsync()
    {
        PostgresJournal journal = await OpenAsync((await PostgresServer.SharedAsync()).Address(_schema));
        if (!_clock)
        {
            // The server's clock, which the journal asks, becomes the test's.
            _clock = true;
            await ScalarAsync("CREATE TABLE test_clock (at bigint)");
            await ScalarAsync($"INSERT INTO test_clock VALUES ({Time.GetUtcNow().ToUnixTimeMilliseconds()})");
            await ScalarAsync("CREATE OR REPLACE FUNCTION journal_now() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT at FROM test_clock'");
        }

        return journal;
    }

    protected override async Task AdvanceAsync(TimeSpan by)
    {
        await base.AdvanceAsync(by);
        await ScalarAsync($"UPDATE test_clock SET at = {Time.GetUtcNow().ToUnixTimeMilliseconds()}");
    }

    [Fact]
    public async Task Commits_to_the_disk_by_the_servers_clock()
    {
        await using PostgresJournal journal = await OpenAsync((await PostgresServer.SharedAsync()).Address(_schema));
        await using NpgsqlCommand command = journal.Source.CreateCommand(
            "SELECT current_setting('synchronous_commit') || ' ' || current_setting('fsync') || ' ' || (abs(journal_now() - extract(epoch FROM clock_timestamp()) * 1000) < 1000)");
        Assert.Equal("on on true", await command.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("UPDATE events SET note = 'nothing happened'")]
    [InlineData("DELETE FROM events")]
    [InlineData("TRUNCATE events")]
    [InlineData("UPDATE transactions SET raw = '\\x00'")]
    [InlineData("DELETE FROM transactions")]
    [InlineData("TRUNCATE transactions")]
    public async Task Keeps_what_was_signed_and_what_happened(string sql)
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 0, 0x10);
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(sql));
        Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Refuses_a_newer_schema_and_one_of_another_program()
    {
        string address = (await PostgresServer.SharedAsync()).Address(_schema);
        await (await OpenAsync(address)).DisposeAsync();
        await ScalarAsync("INSERT INTO schema_versions VALUES (99, 0)");
        Fault newer = Assert.Single((await PostgresJournal.OpenAsync(PostgresAddress.Parse(address).Value, TimeProvider.System, Cancel)).Faults);
        Assert.Equal("journal.newer-schema", newer.Code);
        Assert.Contains("99", newer.Message, StringComparison.Ordinal);

        await ScalarAsync($"DROP SCHEMA {_schema} CASCADE");
        await ScalarAsync($"CREATE SCHEMA {_schema}");
        await ScalarAsync("CREATE TABLE songs (title text)");
        Result<PostgresJournal> other = await PostgresJournal.OpenAsync(PostgresAddress.Parse(address).Value, TimeProvider.System, Cancel);
        Assert.Equal("journal.not-a-journal", Assert.Single(other.Faults).Code);
        Assert.Equal(1L, await ScalarAsync($"SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace('{_schema}')"));
    }

    [Fact]
    public async Task Migrates_once_when_several_open_a_new_one_together()
    {
        string address = (await PostgresServer.SharedAsync()).Address(_schema);
        PostgresJournal[] journals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(address), Cancel)));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM schema_versions"));
        foreach (PostgresJournal journal in journals)
            await journal.DisposeAsync();
    }

    [Theory]
    [InlineData("postgres://me:secret-word@host/db", "journal.password-in-address")]
    [InlineData("postgres://me:secret-word@host/db?what=1", "journal.password-in-address")]
    [InlineData("postgres://me@host/db?password=secret-word", "journal.bad-address")]
    [InlineData("postgres://me@host", "journal.bad-address")]
    [InlineData("postgres://host/db", "journal.bad-address")]
    [InlineData("postgres://me@/db", "journal.bad-address")]
    [InlineData("postgres://me@host/db?schema=A;B", "journal.bad-address")]
    [InlineData("postgres://me@host/db?sslmode=maybe", "journal.bad-address")]
    public void Refuses_an_address_that_is_no_good_without_repeating_it(string text, string code)
    {
        Fault fault = Assert.Single(PostgresAddress.Parse(text).Faults);
        Assert.Equal(code, fault.Code);
        Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_an_address()
    {
        PostgresAddress address = PostgresAddress.Parse("postgresql://pay%20roll@db.example:6000/treasury?schema=ops&sslmode=verify-full").Value;
        Assert.Equal(("db.example", 6000, "treasury", "pay roll", "ops"), (address.Host, address.Port, address.Database, address.User, address.Schema));
        Assert.Equal(("/run/postgresql", 5432, "bursar"), (PostgresAddress.Parse("postgres://me@/db?host=/run/postgresql").Value is { } local ? (local.Host, local.Port, local.Schema) : default));
    }

    private static async Task<PostgresJournal> OpenAsync(string address) =>
        (await PostgresJournal.OpenAsync(PostgresAddress.Parse(address).Value, TimeProvider.System, Cancel)).Value;

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await PostgresServer.SharedAsync()).Settings(_schema));
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancel);
    }
}
