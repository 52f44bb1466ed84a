namespace Bursar.Core.Trees;

/// <summary>Spreads independent hashing over the processors when there is enough of it.</summary>
internal static class Spread
{
    private const int Chunk = 2048;

    /// <summary>Calls <paramref name="work"/> with ranges that cover 0 to <paramref name="count"/>.</summary>
    internal static void Over(int count, Action<int, int> work, CancellationToken cancellationToken)
    {
        if (count < 2 * Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work(0, count);
            return;
        }

        int chunks = (count + Chunk - 1) / Chunk;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, chunks, options, c => work(c * Chunk, Math.Min(count, (c * Chunk) + Chunk)));
    }
}
