using Bursar.Core.Faults;
using Bursar.Core.Lists;

namespace Bursar;

/// <summary>Reads recipient lists from files.</summary>
public static class RecipientLists
{
    extension(RecipientList)
    {
        /// <summary>Reads a list: CSV with an account and an amount in each row, or a list of another tool, told by its content; plain or gzip.</summary>
        /// <param name="path">The file.</param>
        /// <param name="decimals">Digits after the point that a human amount may have: the token's; null when the amounts are base units.</param>
        /// <param name="cancellationToken">Stops reading.</param>
        /// <returns>The list, or every problem of the file at once, each with row, column, value and reason.</returns>
        public static Task<Result<RecipientList>> ReadAsync(string path, byte? decimals, CancellationToken cancellationToken = default) =>
            ReadAsync(path, new ListReadOptions { FileName = Path.GetFileName(path), Decimals = decimals }, cancellationToken);

        /// <summary>Reads a list as <paramref name="options"/> say, for example with rows that are otherwise refused.</summary>
        /// <param name="path">The file.</param>
        /// <param name="options">Unit, allowed rows and limits.</param>
        /// <param name="cancellationToken">Stops reading.</param>
        /// <returns>The list, or every problem of the file at once.</returns>
        public static async Task<Result<RecipientList>> ReadAsync(string path, ListReadOptions options, CancellationToken cancellationToken = default)
        {
            if (!File.Exists(path))
                return new Fault("file.not-found", $"there is no list '{path}'.", Hint: "Check the path; it counts from the current folder.") { File = path };
            // Parsing is the work; the thread pool does it, so that the caller's thread is free.
            return await Task.Run(() =>
            {
                using FileStream stream = File.OpenRead(path);
                return RecipientListReader.Read(stream, options, cancellationToken);
            }, cancellationToken);
        }
    }
}
