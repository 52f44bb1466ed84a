using System.Runtime.InteropServices;
using Bursar.Core.Faults;

namespace Bursar.App.LocalChain;

/// <summary>Finds the anvil program that npm installed with the contracts.</summary>
public static class AnvilProgram
{
    /// <summary>Name of the npm package that holds anvil for this machine; null when there is none.</summary>
    public static string? PackageName
    {
        get
        {
            string? system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : null;
            string? processor = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "amd64",
                Architecture.Arm64 => "arm64",
                _ => null,
            };
            return system is null || processor is null ? null : $"@foundry-rs/anvil-{system}-{processor}";
        }
    }

    /// <summary>Path of the program, looked for in <c>contracts/node_modules</c> of the folder and all folders above it.</summary>
    /// <param name="folders">Where to start; by default that in <c>BURSAR_ROOT</c>, the program's own, and the current one.</param>
    public static Result<string> Find(params IReadOnlyList<string> folders)
    {
        if (PackageName is not { } package)
        {
            return new Fault("local.no-platform", $"there is no anvil for {RuntimeInformation.RuntimeIdentifier}", Hint: "name a node of your own with --rpc");
        }

        foreach (string folder in folders.Count > 0 ? folders : DefaultFolders())
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                string program = Path.Combine(at.FullName, "contracts", "node_modules", package.Replace('/', Path.DirectorySeparatorChar), "bin", "anvil");
                if (File.Exists(program))
                    return program;
            }
        }

        return new Fault(
            "local.anvil-missing",
            $"anvil, the local chain, is not installed: contracts/node_modules/{package} is not there",
            Hint: "run 'npm ci' in the folder contracts");
    }

    private static string[] DefaultFolders()
    {
        string[] folders = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        return Environment.GetEnvironmentVariable("BURSAR_ROOT") is { Length: > 0 } root ? [root, .. folders] : folders;
    }
}
