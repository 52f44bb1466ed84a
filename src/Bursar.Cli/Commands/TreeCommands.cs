using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>tree</c>: build, prove, check.</summary>
internal static class TreeCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "tree", "Build Merkle trees over lists, take proofs from them and check those of others", TreeBuildCommand.Create(factory), TreeProofCommand.Create(factory), CreateCheck(factory));

    private static Command CreateCheck(CommandFactory factory)
    {
        var path = new Argument<string>("dump") { Description = "A dump (standard-v1 or simple-v1) or a distribution of Uniswap's tool, plain or gzip; or a folder with proofs" };
        return ExamplesHelp.With(
            factory.Create("check", "Compute every node and proof of a published tree again, and name the first row that does not fit", (context, cancellation) =>
            {
                (Hash32 root, int count, UInt256? total, string kind) = TreeSources.Check(context.Get(path), cancellation);
                var json = new JsonObject { ["ok"] = true, ["root"] = root.ToString(), ["count"] = count, ["total"] = total?.ToString(), ["format"] = kind };
                return Task.FromResult(new Outcome(json, t =>
                {
                    SentView.Line(t, "root", root.ToString());
                    SentView.Line(t, "rows", $"{count:N0}, every node computed again ({kind})");
                    if (total is { } sum)
                        SentView.Line(t, "total", $"{sum} base units");
                }));
            }, path),
            "bursar tree check tree.json",
            "bursar tree check launch.published/drops/airdrop");
    }
}
