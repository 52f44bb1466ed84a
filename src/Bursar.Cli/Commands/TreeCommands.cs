using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>tree build</c>, <c>tree proof</c> and <c>tree check</c>.</summary>
internal static class TreeCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "tree", "Build Merkle trees over lists, take proofs from them and check those of others", CreateBuild(factory), CreateProof(factory), CreateCheck(factory));

    private static Command CreateBuild(CommandFactory factory)
    {
        var files = new ListFiles();
        Option<string> format = FormatOption();
        var output = new Option<string?>("--out", "-o") { Description = "New folder for the list, the proofs and, for the kind standard, a dump that OpenZeppelin's library loads", HelpName = "folder" };
        return ExamplesHelp.With(
            factory.Create("build", "Build the tree of a list and print its root", (context, cancellation) =>
            {
                RecipientList list = files.Read(context, cancellation);
                MerkleTree tree = MerkleTree.Build(TreeKind.Parse(context.Get(format)!).Value, list, cancellation).Value;
                string? folder = context.Get(output);
                if (folder is not null)
                    WriteFolder(folder, list, tree, cancellation);
                var json = new JsonObject
                {
                    ["ok"] = true,
                    ["root"] = tree.Root.ToString(),
                    ["count"] = tree.Count,
                    ["total"] = tree.Total.ToString(),
                    ["format"] = tree.Kind.ToString(),
                };
                if (context.Terminal.Json)
                    json["listHash"] = list.Hash.ToString(); // hashing the whole text takes longer than the tree
                if (folder is not null)
                    json["folder"] = folder;
                return Task.FromResult(new Outcome(json, t => Print(t, tree, folder)));
            }, [.. files.All, format, output]),
            "bursar tree build examples/ens-2021/recipients.csv.gz --format sharded:2 --unit base --json",
            "bursar tree build recipients.csv --format standard --unit 18 --out public/");
    }

    private static Command CreateProof(CommandFactory factory)
    {
        var files = new ListFiles();
        files.File.Description = "A list, a dump of OpenZeppelin's library, or a folder with proofs";
        var address = new Argument<string>("address") { Description = "Whose proof" };
        Option<string> format = FormatOption();
        return ExamplesHelp.With(
            factory.Create("proof", "Show what an account can claim, its position in the tree and its proof", (context, cancellation) =>
            {
                Address account = Accounts.Parse(context.Get(address), "address");
                (Hash32 root, IReadOnlyList<ProofEntry> rows) = TreeSources.Find(context, files, context.Get(format)!, account, cancellation);
                if (rows.Count == 0)
                    throw new FaultException(new Fault("tree.no-row", $"{account} has no row in '{context.Get(files.File)}'.", "address", "Check the address and the file."));
                var json = new JsonObject { ["ok"] = true, ["root"] = root.ToString(), ["address"] = account.ToString(), ["rows"] = new JsonArray([.. rows.Select(ToJson)]) };
                return Task.FromResult(new Outcome(json, t => Print(t, root, rows)));
            }, [files.File, address, format, .. files.All.Skip(1)]),
            "bursar tree proof recipients.csv 0x… --unit 18",
            "bursar tree proof launch.published/drops/airdrop 0x… --json");
    }

    private static Command CreateCheck(CommandFactory factory)
    {
        var path = new Argument<string>("dump") { Description = "A dump (standard-v1 or simple-v1, plain or gzip), or a folder with proofs" };
        return ExamplesHelp.With(
            factory.Create("check", "Compute every node of a dump or a folder of proofs again, and name the first that does not fit", (context, cancellation) =>
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

    private static Option<string> FormatOption() => new("--format")
    {
        Description = "standard (OpenZeppelin), packed (thirdweb and others) or sharded:N (ENS has sharded:2)",
        DefaultValueFactory = _ => "standard",
        HelpName = "kind",
    };

    private static void WriteFolder(string folder, RecipientList list, MerkleTree tree, CancellationToken cancellationToken)
    {
        NewFile.Refuse(folder);
        string proofs = Path.Combine(folder, "proofs");
        Directory.CreateDirectory(proofs);
        NewFile.Write(Path.Combine(folder, "list.csv"), list.WriteCanonical);
        var options = new ProofShardOptions { FullProofs = tree.Kind.Nybbles == 0 };
        ProofShardWriter.Write(tree, name => File.Create(Path.Combine(proofs, name)), options, cancellationToken);
        if (tree.Kind == TreeKind.Standard)
            NewFile.Write(Path.Combine(folder, "tree.json"), stream => DumpWriter.Write(tree, stream, cancellationToken: cancellationToken));
    }

    private static void Print(Terminal terminal, MerkleTree tree, string? folder)
    {
        SentView.Line(terminal, "root", tree.Root.ToString());
        SentView.Line(terminal, "rows", $"{tree.Count:N0} ({tree.Kind})");
        SentView.Line(terminal, "total", $"{tree.Total} base units");
        if (folder is not null)
            SentView.Line(terminal, "folder", folder);
    }

    private static void Print(Terminal terminal, Hash32 root, IReadOnlyList<ProofEntry> rows)
    {
        SentView.Line(terminal, "root", root.ToString());
        foreach (ProofEntry row in rows)
        {
            SentView.Line(terminal, "amount", $"{row.Row.Amount} base units");
            SentView.Line(terminal, "position", row.Position.ToString());
            foreach (Hash32 node in row.Proof)
                SentView.Line(terminal, "proof", node.ToString());
        }
    }

    private static JsonNode ToJson(ProofEntry row) => new JsonObject
    {
        ["amount"] = row.Row.Amount.ToString(),
        ["position"] = row.Position.ToString(),
        ["proof"] = new JsonArray([.. row.Proof.Select(p => (JsonNode)p.ToString())]),
    };
}
