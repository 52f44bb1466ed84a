namespace Bursar.Core.Tests.Launch;

/// <summary>Files of the repository.</summary>
internal static class TestFiles
{
    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "Bursar.slnx")))
            at = Path.GetDirectoryName(at);
        return at ?? throw new InvalidOperationException("the tests do not run inside a checkout: Bursar.slnx is in no parent folder");
    }
}
