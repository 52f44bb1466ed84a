using System.Diagnostics;
using System.Text.Json;
using Bursar.Core.Tests.Lists;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Runs a script in Node.js with the packages of <c>contracts/</c>: other people's trees, for comparison.</summary>
internal static class NodeOracle
{
    /// <summary>Runs <paramref name="script"/>, whose <c>input</c> is the given document and whose <c>answer(…)</c> gives the result.</summary>
    public static async Task<JsonElement> AskAsync(string script, string input, CancellationToken cancellationToken)
    {
        string contracts = Path.Combine(RealLists.RepositoryRoot, "contracts");
        Assert.True(Directory.Exists(Path.Combine(contracts, "node_modules", "merkletreejs")), "the packages of contracts/ are not installed: run npm ci there");
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, input, cancellationToken);
            string whole = "import { readFileSync } from 'node:fs';\nconst input = JSON.parse(readFileSync(process.argv[2], 'utf8'));\n" +
                "const answer = (value) => process.stdout.write(JSON.stringify(value));\n" + script;
            var start = new ProcessStartInfo("node", ["--input-type=module", "-", file])
            {
                WorkingDirectory = contracts,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
            Task<string> output = node.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = node.StandardError.ReadToEndAsync(cancellationToken);
            await node.StandardInput.WriteAsync(whole.AsMemory(), cancellationToken);
            node.StandardInput.Close();
            await node.WaitForExitAsync(cancellationToken);
            Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await errors}");
            return JsonDocument.Parse(await output).RootElement;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
