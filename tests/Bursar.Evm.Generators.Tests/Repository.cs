using Xunit;

namespace Bursar.Evm.Generators.Tests;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts)
    {
        string path = Path(parts);
        Assert.True(File.Exists(path), $"{string.Join('/', parts)} is missing");
        return File.ReadAllText(path);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Bursar.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("the tests must run inside the repository: no Bursar.slnx above " + AppContext.BaseDirectory);
    }
}
