using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Bursar.Storage.Tests;

/// <summary>The compliance suite on real SQLite files, and what is particular to SQLite.</summary>
public sealed class SqliteJournalTests : JournalCompliance, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-journal-").FullName;

    private string File => Path.Combine(_folder, "deep", "journal.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override async Task<IJournal> OpenAsync() => (await SqliteJournal.OpenAsync(File, Time, Cancel)).Value;

    [Fact]
    public async Task Forces_every_commit_to_the_disk_and_writes_ahead()
    {
        await using IJournal journal = await OpenAsync();
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
        SqliteConnection own = ((SqliteJournal)journal).Connection;
        using SqliteCommand command = own.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
        command.CommandText = "PRAGMA foreign_keys";
        Assert.Equal(1L, command.ExecuteScalar());
    }

    [Fact]
    public async Task Lets_only_the_owner_read_its_files()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "", Cancel);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.GroupRead);
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 0, 0x10);
        string[] files = Directory.GetFiles(Path.GetDirectoryName(File)!);
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        foreach (string file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Refuses_a_newer_schema()
    {
        await (await OpenAsync()).DisposeAsync();
        Scalar("INSERT INTO schema_versions VALUES (99, 0)");
        Result<SqliteJournal> result = await SqliteJournal.OpenAsync(File, Time, Cancel);
        Fault fault = Assert.Single(result.Faults);
        Assert.Equal("journal.newer-schema", fault.Code);
        Assert.Contains("99", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_database_of_another_program()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Scalar("CREATE TABLE songs (title TEXT)");
        Result<SqliteJournal> result = await SqliteJournal.OpenAsync(File, Time, Cancel);
        Assert.Equal("journal.not-a-journal", Assert.Single(result.Faults).Code);
        Assert.Equal("songs", Scalar("SELECT group_concat(name) FROM sqlite_master"));
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_database()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000), Cancel);
        Result<SqliteJournal> result = await SqliteJournal.OpenAsync(File, Time, Cancel);
        Assert.Equal("journal.unreadable", Assert.Single(result.Faults).Code);
    }

    [Fact]
    public async Task Migrates_once_when_two_open_a_new_file_together()
    {
        IJournal[] journals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(OpenAsync, Cancel)));
        Assert.Equal(2L, Scalar("SELECT count(*) FROM schema_versions"));
        foreach (IJournal journal in journals)
            await journal.DisposeAsync();
    }

    [Theory]
    [InlineData("UPDATE events SET note = 'nothing happened'")]
    [InlineData("DELETE FROM events")]
    [InlineData("UPDATE transactions SET raw = x'00'")]
    [InlineData("DELETE FROM transactions")]
    public async Task Keeps_what_was_signed_and_what_happened(string sql)
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 0, 0x10);
        SqliteException refused = Assert.Throws<SqliteException>(() => Scalar(sql));
        Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_of_the_files_at_any_commit_holds_exactly_the_commits_before_it()
    {
        // What a killed process leaves behind is the database and its write-ahead file as they were: copy them after every commit.
        (IJournal journal, long run) = await StartAsync("a", "b", "c");
        var copies = new List<string>();
        string[] steps = ["a", "b", "c"];
        for (byte i = 0; i < 3; i++)
        {
            await SignAsync(journal, run, steps[i], i, (byte)(0x10 + i));
            string copy = Path.Combine(_folder, $"copy-{i}");
            Directory.CreateDirectory(copy);
            foreach (string suffix in (string[])["", "-wal"])
                System.IO.File.Copy(File + suffix, Path.Combine(copy, "journal.db" + suffix));
            copies.Add(Path.Combine(copy, "journal.db"));
        }

        await journal.DisposeAsync();
        for (int i = 0; i < copies.Count; i++)
        {
            await using SqliteJournal crashed = (await SqliteJournal.OpenAsync(copies[i], Time, Cancel)).Value;
            Assert.Equal(i + 1, (await crashed.GetTransactionsAsync(run, Cancel)).Count);
            Assert.Equal(OutboxState.Signed, (await crashed.GetStepsAsync(run, Cancel))[i].State);
        }
    }

    [Fact]
    public async Task A_torn_write_ahead_file_loses_the_torn_commit_only()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 0, 0x10);
        long whole = new FileInfo(File + "-wal").Length;
        await SignAsync(journal, run, "b", 1, 0x11);
        string copy = Path.Combine(_folder, "torn.db");
        System.IO.File.Copy(File, copy);
        System.IO.File.Copy(File + "-wal", copy + "-wal");
        await journal.DisposeAsync();
        using (FileStream wal = new(copy + "-wal", FileMode.Open))
            wal.SetLength(whole + 100);

        await using SqliteJournal crashed = (await SqliteJournal.OpenAsync(copy, Time, Cancel)).Value;
        Assert.Equal("a", Assert.Single(await crashed.GetTransactionsAsync(run, Cancel)).StepId);
        Assert.Equal(OutboxState.Planned, (await crashed.GetStepsAsync(run, Cancel))[1].State);
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
