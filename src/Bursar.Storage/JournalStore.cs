using Bursar.Core.Faults;

namespace Bursar.Storage;

/// <summary>Opens journals by the text that names them: a file, or a PostgreSQL database.</summary>
public static class JournalStore
{
    /// <summary>Opens the journal, making it when it does not exist yet.</summary>
    /// <param name="place">A file name, or <c>postgres://user@host/database</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<SqlJournal>> OpenAsync(string place, TimeProvider time, CancellationToken cancellationToken = default)
    {
        if (!PostgresAddress.Looks(place))
            return Opened(await SqliteJournal.OpenAsync(place, time, cancellationToken));
        return PostgresAddress.Parse(place).TryGet(out PostgresAddress? address, out IReadOnlyList<Fault> faults)
            ? Opened(await PostgresJournal.OpenAsync(address, time, cancellationToken))
            : Result<SqlJournal>.Fail(faults);
    }

    private static Result<SqlJournal> Opened<T>(Result<T> result)
        where T : SqlJournal =>
        result.TryGet(out T? journal, out IReadOnlyList<Fault> faults) ? Result<SqlJournal>.Ok(journal) : Result<SqlJournal>.Fail(faults);
}
