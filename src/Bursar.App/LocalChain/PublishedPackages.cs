using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.App.LocalChain;

/// <summary>Contracts that others publish with npm, as the development packages of the contracts bring them along. Their code is run on chains of one's own, and only where its address shows that it is the published one.</summary>
internal static class PublishedPackages
{
    private const int MaxBytes = 8 << 20;

    /// <summary>The folder of a scope's packages, looked for in <c>contracts/node_modules</c> of the folders and all above them.</summary>
    /// <param name="folders">Where to start; by default that in <c>BURSAR_ROOT</c>, the program's own, and the current one.</param>
    /// <param name="scope">The scope, such as <c>@uniswap</c>.</param>
    /// <param name="packages">What must be in it.</param>
    /// <returns>Null when it is nowhere.</returns>
    public static string? Find(IReadOnlyList<string> folders, string scope, params IReadOnlyList<string> packages)
    {
        foreach (string folder in folders.Count > 0 ? folders : DefaultFolders())
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                string found = Path.Combine(at.FullName, "contracts", "node_modules", scope);
                if (packages.All(p => Directory.Exists(Path.Combine(found, p))))
                    return found;
            }
        }

        return null;
    }

    /// <summary>A text in a JSON file, as the bytes that it stands for; empty when there is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Names of members, from the outside in.</param>
    public static byte[] Bytes(string file, params ReadOnlySpan<string> path)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.Length > MaxBytes)
            return [];
        try
        {
            using JsonDocument artifact = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement at = artifact.RootElement;
            foreach (string name in path)
                at = at.GetProperty(name);
            string text = at.GetString() ?? "";
            return Hex.Decode(text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static string[] DefaultFolders()
    {
        string[] folders = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        return Environment.GetEnvironmentVariable("BURSAR_ROOT") is { Length: > 0 } root ? [root, .. folders] : folders;
    }
}
