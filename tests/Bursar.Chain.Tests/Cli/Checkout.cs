using System.Reflection;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    /// <summary>Its root: the folder with <c>Bursar.slnx</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration { get; } =
        typeof(Checkout).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "Bursar.slnx")))
            at = Path.GetDirectoryName(at);
        return at ?? throw new InvalidOperationException("the tests do not run inside a checkout: Bursar.slnx is in no parent folder");
    }
}
