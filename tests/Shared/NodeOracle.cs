using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Bursar.Tests.Shared;

/// <summary>
/// Other people's clients (viem, ethers) as judges: questions go to one Node process, line by line, and its answers come back in the same order.
/// They are in contracts/node_modules, where <c>npm ci</c> puts them.
/// </summary>
internal static class NodeOracle
{
    /// <summary>Answers every question.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">Node is missing, or fails.</exception>
    public static async Task<JsonElement[]> AskAsync(IReadOnlyList<JsonObject> questions)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string contracts = Path.Combine(RepositoryRoot(), "contracts");
        Assert.True(Directory.Exists(Path.Combine(contracts, "node_modules", "viem")), "viem and ethers are missing: run 'npm ci' in contracts/.");
        var start = new ProcessStartInfo("node", [Path.Combine(contracts, "scripts", "oracle", "main.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        return await ConverseAsync(process, questions, cancellation);
    }

    /// <summary>What the oracle says, when it did not fail at the question itself.</summary>
    public static JsonElement Ok(JsonElement answer, string label) => answer.TryGetProperty("ok", out JsonElement ok)
        ? ok
        : throw new InvalidOperationException($"{label}: the oracle says {answer.GetRawText()}");

    private static async Task<JsonElement[]> ConverseAsync(Process process, IReadOnlyList<JsonObject> questions, CancellationToken cancellation)
    {
        Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
        Task<JsonElement[]> answers = ReadAsync(process.StandardOutput, questions.Count, cancellation);
        Task writing = WriteAsync(process.StandardInput, questions, cancellation);
        JsonElement[] all = await answers;
        Assert.True(all.Length == questions.Count, $"node answered {all.Length} of {questions.Count} questions: {await complaints}");
        await writing;
        await process.WaitForExitAsync(cancellation);
        return all;
    }

    private static async Task WriteAsync(StreamWriter input, IReadOnlyList<JsonObject> questions, CancellationToken cancellation)
    {
        foreach (JsonObject question in questions)
            await input.WriteLineAsync(question.ToJsonString().AsMemory(), cancellation);
        input.Close();
    }

    private static async Task<JsonElement[]> ReadAsync(StreamReader output, int count, CancellationToken cancellation)
    {
        var answers = new List<JsonElement>(count);
        while (answers.Count < count && await output.ReadLineAsync(cancellation) is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            answers.Add(document.RootElement.Clone());
        }

        return [.. answers];
    }

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
