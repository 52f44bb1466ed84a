namespace Bursar.Core.Trees;

/// <summary>Spreads independent work over the processors when there is enough of it.</summary>
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

        int chunks = (int)((count + (long)Chunk - 1) / Chunk);
        Each(chunks, c => work(c * Chunk, (int)Math.Min(count, (c * (long)Chunk) + Chunk)), cancellationToken);
    }

    /// <summary>Calls <paramref name="work"/> with each number below <paramref name="count"/>.</summary>
    internal static void Each(int count, Action<int> work, CancellationToken cancellationToken)
    {
        if (count == 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work(0);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
    }
}
