using System.ComponentModel;
using System.Diagnostics;
using Bursar.Core.Faults;

namespace Bursar.App.Lab;

/// <summary>The engines of a laboratory: npm packages, pinned by lock files in the folders under <c>lab/</c> and installed when first used.</summary>
internal static class LabPackages
{
    private const int ErrorTail = 400;

    /// <summary>The folder under <c>lab/</c>, with its packages installed.</summary>
    /// <param name="parts">Names of the folder below <c>lab</c>.</param>
    /// <param name="root">Folder that holds <c>lab</c>; null looks for it.</param>
    /// <param name="progress">Told when something has to be installed, which takes minutes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<string>> InstallAsync(string[] parts, string? root, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string name = string.Join('/', ["lab", .. parts]);
        if (Folder(parts, root) is not { } folder)
            return new Fault("lab.no-engines", $"the folder {name} with the laboratory's package list is not there", Hint: "run Bursar from a copy of its repository");
        string list = Path.Combine(folder, "package-lock.json");
        string installed = Path.Combine(folder, "node_modules", ".installed-lock.json");
        if (File.Exists(installed) && await SameAsync(list, installed, cancellationToken))
            return folder;
        progress?.Report($"installing the npm packages of {name} (once; some minutes)");
        try
        {
            (int code, string said) = await RunNpmAsync(folder, cancellationToken);
            if (code != 0)
                return new Fault("lab.no-engines", $"'npm ci' in {name} failed: {said}", Hint: "see what npm says; a compiler (g++) is needed for some packages");
        }
        catch (Win32Exception e)
        {
            return new Fault("lab.no-engines", $"npm cannot be run: {e.Message}", Hint: "install Node.js 20 or newer with npm");
        }

        File.Copy(list, installed, overwrite: true);
        return folder;
    }

    private static async Task<bool> SameAsync(string one, string other, CancellationToken cancellationToken)
    {
        byte[] left = await File.ReadAllBytesAsync(one, cancellationToken);
        byte[] right = await File.ReadAllBytesAsync(other, cancellationToken);
        return left.AsSpan().SequenceEqual(right);
    }

    private static string? Folder(string[] parts, string? root)
    {
        foreach (string start in new[] { root, Environment.GetEnvironmentVariable("BURSAR_ROOT"), AppContext.BaseDirectory, Environment.CurrentDirectory }.OfType<string>().Where(s => s.Length > 0))
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                string folder = Path.Combine([at.FullName, "lab", .. parts]);
                if (File.Exists(Path.Combine(folder, "package-lock.json")))
                    return folder;
            }
        }

        return null;
    }

    private static async Task<(int Code, string Said)> RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            start.ArgumentList.Add(argument);
        using Process npm = Process.Start(start)!;
        try
        {
            Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            string errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            string said = string.Join(' ', errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            return (npm.ExitCode, said.Length > ErrorTail ? said[..ErrorTail] + "…" : said);
        }
        finally
        {
            if (!npm.HasExited)
                npm.Kill(entireProcessTree: true);
        }
    }
}
