using System.Text;
using System.Text.Json;
using Bursar.App.Planning;
using Bursar.App.Vesting;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Core.Vesting;

namespace Bursar.App.Publication;

/// <summary>Writes what everybody needs to check a launch and to claim from it, without any server: lists and proofs as static files.</summary>
public static class PublishLaunch
{
    private const string FactsFile = "drop.json";

    /// <summary>Writes the public files of a launch; what is there already under the same content is left alone.</summary>
    /// <returns>The folder.</returns>
    public static string Run(Blueprint blueprint, CancellationToken cancellationToken = default)
    {
        LoadedLaunch loaded = blueprint.Loaded;
        foreach (RecipientList list in loaded.Lists.Values)
            WriteList(loaded, list);
        foreach (NftList list in loaded.NftLists.Values)
        {
            string path = PublishedFiles.ListFile(loaded, list.Hash);
            PublishedFiles.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(list.Canonical())));
        }

        foreach (VestingList list in loaded.VestingLists.Values)
        {
            string path = PublishedFiles.ListFile(loaded, list.Hash);
            PublishedFiles.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(list.Canonical())));
        }

        PublishedSchedules.Write(blueprint);
        foreach (DropBlueprint drop in blueprint.Drops)
            WriteDrop(blueprint, drop, cancellationToken);
        return PublishedFiles.FolderOf(loaded);
    }

    private static void WriteList(LoadedLaunch loaded, RecipientList list)
    {
        string path = PublishedFiles.ListFile(loaded, list.Hash);
        if (PublishedFiles.FindList(loaded, list.Hash) is not null)
            return;
        PublishedFiles.Replace(path, list.WriteCanonical);
    }

    private static void WriteDrop(Blueprint blueprint, DropBlueprint drop, CancellationToken cancellationToken)
    {
        string folder = PublishedFiles.DropFolder(blueprint.Loaded, drop.Spec.Key);
        byte[] expected = Facts(blueprint, drop);
        if (IsWritten(folder, expected))
            return;

        // Made elsewhere and moved when it is complete: nobody sees half of it, and two processes do not write into one folder.
        string whole = folder;
        folder = PublishedFiles.Partial(whole);
        string proofs = Path.Combine(folder, "proofs");
        Directory.CreateDirectory(proofs);
        ProofShardWriter.Write(drop.Tree, name => File.Create(Path.Combine(proofs, name)), new ProofShardOptions { FullProofs = drop.Tree.Kind.Nybbles == 0 }, cancellationToken);
        if (drop.Tree.Kind == TreeKind.Standard)
        {
            using FileStream dump = File.Create(Path.Combine(folder, "tree.json"));
            DumpWriter.Write(drop.Tree, dump, cancellationToken: cancellationToken);
        }

        File.WriteAllBytes(Path.Combine(folder, FactsFile), expected);
        try
        {
            if (Directory.Exists(whole) && !IsWritten(whole, expected))
                Directory.Delete(whole, recursive: true);
            Directory.Move(folder, whole);
        }
        catch (IOException) when (IsWritten(whole, expected))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsWritten(string folder, byte[] expected)
    {
        string facts = Path.Combine(folder, FactsFile);
        return File.Exists(facts) && File.ReadAllBytes(facts).AsSpan().SequenceEqual(expected);
    }

    private static byte[] Facts(Blueprint blueprint, DropBlueprint drop)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", "bursar-drop/1");
            json.WriteString("launch", blueprint.Loaded.Launch.Name);
            json.WriteString("drop", drop.Spec.Key);
            json.WriteString("chainId", blueprint.Loaded.Network.ChainId.ToString());
            json.WriteString("address", drop.Address.ToString());
            json.WriteString("token", drop.Token.Address.ToString());
            json.WriteString("symbol", drop.Token.Symbol);
            json.WriteNumber("decimals", drop.Token.Spec.Decimals);
            json.WriteString("tree", drop.Tree.Kind.ToString());
            json.WriteString("root", drop.Tree.Root.ToString());
            json.WriteNumber("rows", drop.List.Count);
            json.WriteString("total", drop.List.Total.ToString());
            json.WriteString("listHash", drop.List.Hash.ToString());
            json.WriteString("list", $"../../lists/{drop.List.Hash}.csv");
            json.WriteString("proofs", "proofs/");
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
