using System.Globalization;

namespace Bursar.Storage;

/// <summary>The numbered scripts of a kind of database. They only ever go forwards.</summary>
internal sealed class Migrations
{
    /// <summary>Those of SQLite.</summary>
    public static readonly Migrations Sqlite = new("Sqlite");

    /// <summary>Those of PostgreSQL.</summary>
    public static readonly Migrations Postgres = new("Postgres");

    private Migrations(string kind)
    {
        string prefix = $"Bursar.Storage.Migrations.{kind}.";
        Scripts =
        [
            .. typeof(Migrations).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => (int.Parse(name.AsSpan(prefix.Length, 3), CultureInfo.InvariantCulture), name))
                .Order(),
        ];
    }

    /// <summary>The scripts by number, from 1.</summary>
    public IReadOnlyList<(int Number, string Name)> Scripts { get; }

    /// <summary>The version that this program writes.</summary>
    public int Current => Scripts[^1].Number;

    /// <summary>The text of a script.</summary>
    public static string Read(string name)
    {
        using Stream stream = typeof(Migrations).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
