namespace Bursar.Core.Faults;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Suggestion
{
    private const int Longest = 64;

    /// <summary>The known word that differs from <paramref name="text"/> by the fewest edits, when that is close enough to be a slip.</summary>
    /// <returns>Null when no word is close: at most one edit for short words, two or three for longer ones; case does not count.</returns>
    public static string? Closest(string text, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string word in known)
        {
            int distance = Distance(text.ToLowerInvariant(), word.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (word, distance);
        }

        return best is not null && bestDistance <= (Math.Max(text.Length, best.Length) switch { <= 4 => 1, <= 8 => 2, _ => 3 }) ? best : null;
    }

    /// <summary>A hint that names the closest word, or else all known ones.</summary>
    public static string Hint(string text, IReadOnlyCollection<string> known) => Closest(text, known) is { } word
        ? $"Did you mean {word}? Known here: {string.Join(", ", known)}."
        : $"Known here: {string.Join(", ", known)}.";

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each.
    private static int Distance(string a, string b)
    {
        if (a.Length > Longest || b.Length > Longest)
            return int.MaxValue;
        int width = b.Length + 1;
        int[] cost = new int[(a.Length + 1) * width];
        for (int i = 0; i <= a.Length; i++)
            cost[i * width] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int at = (i * width) + j;
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                cost[at] = Math.Min(Math.Min(cost[at - width] + 1, cost[at - 1] + 1), cost[at - width - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[at] = Math.Min(cost[at], cost[at - (2 * width) - 2] + 1);
            }
        }

        return cost[^1];
    }
}
