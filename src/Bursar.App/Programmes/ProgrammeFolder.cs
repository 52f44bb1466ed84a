using System.Text.Json.Nodes;
using Bursar.App.Drops;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>The published files of a programme: each of its lists under its root, with everybody's proof. They work from disk, without any server.</summary>
/// <remarks>
/// <c>lists/‹root›/list.csv</c> is a list in canonical form, <c>lists/‹root›/proofs/</c> its proofs. Nothing in them is believed before it agrees with the
/// chain: a list is what its rows hash to, and a proof has to lead to the root that the programme has.
/// </remarks>
/// <param name="path">The folder.</param>
public sealed class ProgrammeFolder(string path)
{
    private const string Format = "bursar-programme-list/1";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The folder of a list.</summary>
    public string FolderOf(Hash32 root) => System.IO.Path.Combine(path, "lists", root.ToString());

    /// <summary>Writes a list with its proofs; what is there already is left alone.</summary>
    /// <returns>The list's folder.</returns>
    public string Write(CumulativeList list, ChainId chain, Address programme, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        string folder = FolderOf(list.Root);
        // list.json is written last: when it is there, the folder is complete.
        string facts = System.IO.Path.Combine(folder, "list.json");
        if (File.Exists(facts))
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        string proofs = System.IO.Path.Combine(folder, "proofs");
        Directory.CreateDirectory(proofs);
        using (FileStream stream = File.Create(System.IO.Path.Combine(folder, "list.csv")))
            list.WriteCanonical(stream);
        ProofShardWriter.Write(list.Tree, name => File.Create(System.IO.Path.Combine(proofs, name)), new ProofShardOptions { FullProofs = true }, cancellationToken);
        var json = new JsonObject
        {
            ["format"] = Format,
            ["chainId"] = chain.ToString(),
            ["programme"] = programme.ToString(),
            ["root"] = list.Root.ToString(),
            ["listHash"] = list.Hash.ToString(),
            ["rows"] = list.Rows.Count,
            ["totals"] = new JsonArray([.. list.Totals.Select(t => (JsonNode)new JsonObject { ["token"] = t.Token.ToString(), ["total"] = t.Amount.ToString() })]),
        };
        File.WriteAllText(facts, json.ToString() + "\n");
        return folder;
    }

    /// <summary>Whether the list with that root is there.</summary>
    public bool Has(Hash32 root) => File.Exists(System.IO.Path.Combine(FolderOf(root), "list.csv"));

    /// <summary>The list with that root.</summary>
    /// <returns>The list, or a fault when it is not there or is another list than its name says.</returns>
    public Result<CumulativeList> Find(Hash32 root, CancellationToken cancellationToken = default)
    {
        string file = System.IO.Path.Combine(FolderOf(root), "list.csv");
        if (!File.Exists(file))
            return NoFiles(root);
        using FileStream stream = File.OpenRead(file);
        Result<CumulativeList> read = CumulativeList.Read(stream, new ListReadOptions { FileName = file }, cancellationToken);
        if (!read.TryGet(out CumulativeList? list))
            return read;
        return list.Root == root
            ? list
            : new Fault("programme.other-list", $"the list in this file has the root {list.Root}, not {root}.", null, "Get the published files of the programme again.") { File = file };
    }

    /// <summary>The rows of an account in the list with that root, each with a proof that was followed to it.</summary>
    public Result<IReadOnlyList<ProofEntry>> FindRows(Hash32 root, Address account)
    {
        string proofs = System.IO.Path.Combine(FolderOf(root), "proofs");
        if (!Directory.Exists(proofs))
            return NoFiles(root);
        if (!DropFolder.OpenProofs(proofs).TryGet(out ProofShards? shards, out IReadOnlyList<Fault> faults))
            return Result<IReadOnlyList<ProofEntry>>.Fail(faults);
        return shards.Root == root && shards.Kind == CumulativeList.Kind
            ? shards.Find(account)
            : new Fault("programme.other-list", $"the proofs in this folder lead to {shards.Root}, not to {root}.", null, "Get the published files of the programme again.") { File = proofs };
    }

    /// <summary>The fault for a list whose files are not there.</summary>
    public Fault NoFiles(Hash32 root) =>
        new("programme.no-files", $"the list with the root {root} is not in '{path}'.", "--files", "Name the folder that holds the programme's published lists, or get the list from its owner and 'bursar programme publish' it.");
}
