using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>tree proof</c>: the proof of an account's rows, or one of several accounts together.</summary>
internal static class TreeProofCommand
{
    public static Command Create(CommandFactory factory)
    {
        var files = new TreeFiles();
        files.List.File.Description = "What a tree is built over (a list, a dump, a distribution), or a folder with proofs";
        var addresses = new Argument<string[]>("address") { Description = "Whose proof; several get one proof together", Arity = ArgumentArity.OneOrMore };
        Command command = factory.Create("proof", "Show what an account can claim, its position in the tree and its proof; of several accounts one proof together", (context, cancellation) =>
        {
            Address[] accounts = [.. context.Get(addresses).Select(a => Accounts.Parse(a, "address"))];
            return Task.FromResult(accounts.Length == 1 ? Single(context, files, accounts[0], cancellation) : Several(context, files, accounts, cancellation));
        }, [files.List.File, addresses, .. files.Options]);
        command.Aliases.Add("prove");
        return ExamplesHelp.With(
            command,
            "bursar tree proof recipients.csv 0x… --format standard --unit 18",
            "bursar tree proof tree.json 0x… 0x… --json",
            "bursar tree proof launch.published/drops/airdrop 0x… --json");
    }

    private static Outcome Single(CommandContext context, TreeFiles files, Address account, CancellationToken cancellationToken)
    {
        (Hash32 root, IReadOnlyList<ProofEntry> rows) = TreeSources.Find(context, files, account, cancellationToken);
        if (rows.Count == 0)
            throw NoRow(context, files, account);
        var json = new JsonObject { ["ok"] = true, ["root"] = root.ToString(), ["address"] = account.ToString(), ["rows"] = new JsonArray([.. rows.Select(ToJson)]) };
        return new Outcome(json, t =>
        {
            SentView.Line(t, "root", root.ToString());
            foreach (ProofEntry row in rows)
            {
                SentView.Line(t, "amount", $"{row.Row.Amount} base units");
                foreach (KeyValuePair<string, string> column in row.Columns)
                    SentView.Line(t, column.Key, column.Value);
                SentView.Line(t, "position", row.Position.ToString());
                foreach (Hash32 node in row.Proof)
                    SentView.Line(t, "proof", node.ToString());
            }
        });
    }

    private static Outcome Several(CommandContext context, TreeFiles files, Address[] accounts, CancellationToken cancellationToken)
    {
        MerkleTree tree = TreeSources.Whole(context, files, cancellationToken);
        var rows = new List<int>();
        foreach (Address account in accounts)
        {
            int before = rows.Count;
            rows.AddRange(TreeSources.RowsOf(tree, account));
            if (rows.Count == before)
                throw NoRow(context, files, account);
        }

        MultiProof proof = tree.GetMultiProof(rows).Value;
        var json = new JsonObject
        {
            ["ok"] = true,
            ["root"] = tree.Root.ToString(),
            ["leaves"] = new JsonArray([.. proof.Rows.Select((row, i) => (JsonNode)Leaf(tree, row, proof.Leaves[i]))]),
            ["proof"] = new JsonArray([.. proof.Proof.Select(n => (JsonNode)n.ToString())]),
            ["proofFlags"] = new JsonArray([.. proof.Flags.Select(f => (JsonNode)f)]),
        };
        return new Outcome(json, t =>
        {
            SentView.Line(t, "root", tree.Root.ToString());
            for (int i = 0; i < proof.Rows.Count; i++)
                SentView.Line(t, "leaf", $"{proof.Leaves[i]} ({tree.Rows[proof.Rows[i]].Account} with {tree.Rows[proof.Rows[i]].Amount})");
            foreach (Hash32 node in proof.Proof)
                SentView.Line(t, "proof", node.ToString());
            SentView.Line(t, "flags", string.Join(' ', proof.Flags.Select(f => f ? "true" : "false")));
        });
    }

    private static JsonObject Leaf(MerkleTree tree, int row, Hash32 leaf)
    {
        var json = new JsonObject { ["address"] = tree.Rows[row].Account.ToString(), ["amount"] = tree.Rows[row].Amount.ToString() };
        foreach (KeyValuePair<string, string> column in TreeSources.Columns(tree, row))
            json[column.Key] = column.Value;
        json["leaf"] = leaf.ToString();
        return json;
    }

    private static JsonNode ToJson(ProofEntry row)
    {
        var json = new JsonObject { ["amount"] = row.Row.Amount.ToString() };
        foreach (KeyValuePair<string, string> column in row.Columns)
            json[column.Key] = column.Value;
        json["position"] = row.Position.ToString();
        json["proof"] = new JsonArray([.. row.Proof.Select(p => (JsonNode)p.ToString())]);
        return json;
    }

    private static FaultException NoRow(CommandContext context, TreeFiles files, Address account) =>
        new(new Fault("tree.no-row", $"{account} has no row in '{context.Get(files.List.File)}'.", "address", "Check the address and the file."));
}
