using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Trees;

namespace Bursar.Cli.Commands;

/// <summary><c>tree build</c>.</summary>
internal static class TreeBuildCommand
{
    public static Command Create(CommandFactory factory)
    {
        var files = new TreeFiles();
        files.List.File.Description = "The rows: a list in any format, CSV with the columns of a leaf, ready leaves, a dump, or a distribution of Uniswap's tool; plain or gzip";
        var output = new Option<string?>("--out", "-o") { Description = "New folder for the rows, the proofs and, where the kind has one, the dump or distribution that its own tool writes", HelpName = "folder" };
        var ens = new Option<bool>("--ens-shards") { Description = "Write the shards exactly as the tool of ENS does (sharded trees only)" };
        return ExamplesHelp.With(
            factory.Create("build", "Build the tree of a list and print its root", (context, cancellation) =>
            {
                (MerkleTree tree, TreeInput input) = files.Build(context, cancellation);
                string? folder = context.Get(output);
                if (folder is not null)
                    WriteFolder(folder, input, tree, context.Get(ens), cancellation);
                return Task.FromResult(new Outcome(ToJson(tree, input, folder, context.Terminal.Json), t => Print(t, tree, folder)));
            }, [files.List.File, .. files.Options, output, ens]),
            "bursar tree build examples/ens-2021/recipients.csv.gz --format sharded:2 --unit base --json",
            "bursar tree build recipients.csv --format standard --unit 18 --out public/",
            "bursar tree build recipients.csv --root 0x…");
    }

    private static JsonObject ToJson(MerkleTree tree, TreeInput input, string? folder, bool hashed)
    {
        var json = new JsonObject
        {
            ["ok"] = true,
            ["root"] = tree.Root.ToString(),
            ["count"] = tree.Count,
            ["total"] = tree.HasTotal ? tree.Total.ToString() : null,
            ["format"] = tree.Kind.ToString(),
        };
        if (tree.LeftOut > 0)
            json["leftOut"] = tree.LeftOut;
        if (input.List is { } list && hashed)
            json["listHash"] = list.Hash.ToString(); // hashing the whole text takes longer than the tree
        if (folder is not null)
            json["folder"] = folder;
        return json;
    }

    private static void WriteFolder(string folder, TreeInput input, MerkleTree tree, bool ens, CancellationToken cancellationToken)
    {
        NewFile.Refuse(folder);
        TreeKind kind = tree.Kind;
        if (ens && !(kind.Nybbles > 0 && kind.IsClaimable))
            throw new FaultException(new Fault("tree.shard-kind", $"The tool of ENS has no trees of the kind {kind}.", "--ens-shards", "Take --format sharded:2, or leave the option out.") { Kind = FaultKind.Usage });
        if (ens && tree.Rows.Select(r => r.Account).Distinct().Count() != tree.Count)
            throw new FaultException(new Fault("tree.repeated-account", "An account has several rows, of which the shards of ENS hold one.", "--ens-shards", "Merge the rows into one with the sum, or leave the option out."));
        Directory.CreateDirectory(folder);
        NewFile.Write(Path.Combine(folder, "list.csv"), stream =>
        {
            if (input.List is { } list)
                list.WriteCanonical(stream);
            else
                TableWriter.Write(tree, stream);
        });
        if (!kind.IsNamed)
            NewFile.Write(Path.Combine(folder, "kind.json"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(DescriptionText.Write(kind) + "\n")));
        if (kind.Description.Leaf.HasAccount)
        {
            string proofs = Path.Combine(folder, "proofs");
            Directory.CreateDirectory(proofs);
            ProofShardWriter.Write(tree, name => File.Create(Path.Combine(proofs, name)), new ProofShardOptions { FullProofs = kind.Nybbles == 0, AsEns = ens }, cancellationToken);
        }

        if (DumpWriter.CanWrite(kind))
            NewFile.Write(Path.Combine(folder, "tree.json"), stream => Throw(DumpWriter.Write(tree, stream, cancellationToken: cancellationToken)));
        if (DistributionWriter.CanWrite(kind))
            NewFile.Write(Path.Combine(folder, "distribution.json"), stream => Throw(DistributionWriter.Write(tree, stream, cancellationToken)));
    }

    private static void Throw(Fault? fault)
    {
        if (fault is not null)
            throw new FaultException(fault);
    }

    private static void Print(Terminal terminal, MerkleTree tree, string? folder)
    {
        SentView.Line(terminal, "root", tree.Root.ToString());
        SentView.Line(terminal, "rows", $"{tree.Count:N0} ({tree.Kind}){(tree.LeftOut > 0 ? $", {tree.LeftOut:N0} of amount 0 left out" : "")}");
        if (tree.HasTotal)
            SentView.Line(terminal, "total", $"{tree.Total} base units");
        if (folder is not null)
            SentView.Line(terminal, "folder", folder);
    }
}
