using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace Bursar.Evm.Tests.Vectors;

/// <summary>The published test cases of the npm package @ethersproject/testcases, which <c>npm ci</c> puts into contracts/node_modules.</summary>
internal static class EthersVectors
{
    /// <summary>All cases of one file, for example <c>transactions</c>.</summary>
    internal static JsonElement[] Load(string name)
    {
        string path = Path.Combine(RepositoryRoot(), "contracts", "node_modules", "@ethersproject", "testcases", "testcases", name + ".json.gz");
        Assert.True(File.Exists(path), "The published vectors are missing: run 'npm ci' in contracts/ (package @ethersproject/testcases).");
        using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(unzipped);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>Writes how many cases ran, and fails when there were fewer than the package is known to have.</summary>
    internal static void Ran(string what, int count, int atLeast)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {count} published cases");
        Assert.True(count >= atLeast, $"{what}: only {count} of at least {atLeast} published cases ran");
    }

    internal static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Bursar.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("the tests must run inside the repository: no Bursar.slnx above " + AppContext.BaseDirectory);
    }
}
