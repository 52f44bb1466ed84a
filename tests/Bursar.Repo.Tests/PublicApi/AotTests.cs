using System.Reflection;
using Xunit;

namespace Bursar.Repo.Tests.PublicApi;

/// <summary>The client can be trimmed and compiled ahead of time: it is built with the analyzers for both, whose findings are errors.</summary>
public sealed class AotTests
{
    [Theory]
    [InlineData("Bursar.Evm")]
    [InlineData("Bursar.Evm.Rpc")]
    [InlineData("Bursar.Contracts")]
    public void The_clients_libraries_are_built_for_trimming_and_AOT(string library)
    {
        AssemblyMetadataAttribute[] marks = [.. Assembly.Load(library).GetCustomAttributes<AssemblyMetadataAttribute>()];
        foreach (string mark in new[] { "IsTrimmable", "IsAotCompatible" })
            Assert.Equal("True", Assert.Single(marks, m => m.Key == mark).Value, ignoreCase: true);
    }

    /// <summary>A suppressed finding would be a finding.</summary>
    [Fact]
    public void No_finding_of_these_analyzers_is_suppressed()
    {
        string[] suppressed = [.. Repository.WithExtension(".cs", ".csproj", ".props", ".targets")
            .Where(static f => f.StartsWith("src/Bursar.Evm", StringComparison.Ordinal) || f.StartsWith("src/Bursar.Contracts", StringComparison.Ordinal) || f.StartsWith("Directory.", StringComparison.Ordinal))
            .Where(static f => Words().Any(w => Repository.Read(f).Contains(w, StringComparison.Ordinal)))];
        Assert.Empty(suppressed);
    }

    private static string[] Words() => ["UnconditionalSuppressMessage", "RequiresUnreferencedCode", "RequiresDynamicCode", "IL2", "IL3", "EnableTrimAnalyzer", "EnableAotAnalyzer"];
}
