using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Drops;

/// <summary>The published files of a drop: what it is, and everybody's proof. They work from disk, without any server.</summary>
/// <remarks>Nothing in them is believed before it agrees with the chain: a proof has to lead to the root that the drop itself has.</remarks>
public sealed class DropFolder
{
    private const string Format = "bursar-drop/1";
    private const int MaxFactsBytes = 64 * 1024;
    private const int MostDrops = 1_000;

    private DropFolder(string folder, string name, ChainId chain, Address address, ProofShards proofs)
    {
        Folder = folder;
        Name = name;
        Chain = chain;
        Address = address;
        Proofs = proofs;
    }

    /// <summary>The folder that holds <c>drop.json</c>.</summary>
    public string Folder { get; }

    /// <summary>The drop's key in its launch.</summary>
    public string Name { get; }

    /// <summary>The chain that the drop is on.</summary>
    public ChainId Chain { get; }

    /// <summary>The drop's address.</summary>
    public Address Address { get; }

    /// <summary>The proofs.</summary>
    public ProofShards Proofs { get; }

    /// <summary>Opens the folder of a drop, the published folder of a launch, or what was published beside a launch file.</summary>
    /// <param name="path">A folder, or a launch file.</param>
    /// <param name="key">Which drop, when the launch has several.</param>
    public static Result<DropFolder> Open(string path, string? key = null)
    {
        Result<string> found = Find(path, key);
        if (!found.TryGet(out string? folder))
            return Result<DropFolder>.Fail(found.Faults);
        string file = Path.Combine(folder, "drop.json");
        Result<ProofShards> proofs = OpenProofs(Path.Combine(folder, "proofs"));
        return proofs.TryGet(out ProofShards? shards) ? Read(folder, file, shards) : Result<DropFolder>.Fail(proofs.Faults);
    }

    /// <summary>Opens a folder of proof shards.</summary>
    public static Result<ProofShards> OpenProofs(string folder) => ProofShards.Open(name =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? File.OpenRead(path) : null);

    private static Result<string> Find(string path, string? key)
    {
        if (File.Exists(path))
            path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path) + ".published");
        if (!Directory.Exists(path))
        {
            return new Fault("drop.no-files", $"there is no folder '{path}' with the files of a drop.", null,
                "Name the folder that 'bursar apply' wrote beside the launch file, or the launch file itself.");
        }

        if (File.Exists(Path.Combine(path, "drop.json")))
            return path;
        string drops = Path.Combine(path, "drops");
        string[] folders = Directory.Exists(drops)
            ? [.. Directory.EnumerateDirectories(drops).Where(d => File.Exists(Path.Combine(d, "drop.json"))).Take(MostDrops).Order(StringComparer.Ordinal)]
            : [];
        string[] names = [.. folders.Select(f => Path.GetFileName(f))];
        if (key is not null)
        {
            int at = Array.IndexOf(names, key);
            return at >= 0 ? folders[at] : new Fault("drop.no-files", $"there is no drop '{key}' in '{path}'.", "--drop", Suggestion.Hint(key, names));
        }

        return folders.Length switch
        {
            0 => new Fault("drop.no-files", $"'{path}' holds no drop.", null, "Name the folder with drop.json; 'bursar apply' writes it."),
            1 => folders[0],
            _ => new Fault("drop.which", $"'{path}' holds {folders.Length} drops.", "--drop", $"Name one with --drop: {string.Join(", ", names)}.") { Kind = FaultKind.Usage },
        };
    }

    private static Result<DropFolder> Read(string folder, string file, ProofShards shards)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFactsBytes)
                return Malformed(file, "it is too large");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            JsonElement json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object || Text(json, "format") != Format)
                return Malformed(file, $"it is not of the format {Format}");
            if (!ulong.TryParse(Text(json, "chainId"), out ulong chain) || !Address.TryParse(Text(json, "address"), out Address address) || !Hash32.TryParse(Text(json, "root"), out Hash32 root))
                return Malformed(file, "chainId, address or root is missing or has another shape");
            return root == shards.Root
                ? new DropFolder(folder, Text(json, "drop"), new ChainId(chain), address, shards)
                : Malformed(file, $"it names the root {root}, but the proofs beside it have {shards.Root}");
        }
        catch (JsonException e)
        {
            return Malformed(file, $"it is no sound JSON: {e.Message}");
        }
    }

    private static string Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static Fault Malformed(string file, string why) =>
        new("drop.files-malformed", $"the file of the drop cannot be used: {why}.", null, "Get the published files again; 'bursar apply' writes them anew.") { File = file };
}
