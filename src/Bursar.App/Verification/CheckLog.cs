namespace Bursar.App.Verification;

/// <summary>Collects checks; differences are kept up to a limit, so that a wrong list of a million rows stays readable.</summary>
public sealed class CheckLog
{
    private const int MostRowsNamed = 100;
    private readonly List<Check> _checks = [];

    /// <summary>All checks in the order in which they were made.</summary>
    public IReadOnlyList<Check> Checks => _checks;

    /// <summary>Compares two values by equality and records the result.</summary>
    public bool Equal<T>(string subject, string what, T expected, T found)
    {
        bool ok = EqualityComparer<T>.Default.Equals(expected, found);
        _checks.Add(new Check(subject, what, $"{expected}", $"{found}", ok));
        return ok;
    }

    /// <summary>Records a condition.</summary>
    public bool That(string subject, string what, bool ok, string expected, string found)
    {
        _checks.Add(new Check(subject, what, expected, found, ok));
        return ok;
    }

    /// <summary>Records rows that differ: one check each up to a limit, then one that counts the rest.</summary>
    public void Rows(string subject, string what, IReadOnlyCollection<(string Row, string Expected, string Found)> differences)
    {
        if (differences.Count == 0)
        {
            _checks.Add(new Check(subject, what, "no difference", "no difference", Ok: true));
            return;
        }

        foreach ((string row, string expected, string found) in differences.Take(MostRowsNamed))
            _checks.Add(new Check(subject, what, expected, found, Ok: false, row));
        if (differences.Count > MostRowsNamed)
            _checks.Add(new Check(subject, what, "no difference", $"{differences.Count - MostRowsNamed} more rows differ", Ok: false));
    }
}
