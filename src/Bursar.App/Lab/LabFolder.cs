using System.Text.Json;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.App.Lab;

/// <summary>Where one laboratory keeps its processes' numbers, their output and data, and what it is: <c>&lt;home&gt;/lab/&lt;kind&gt;</c>.</summary>
internal sealed class LabFolder(string home, LabKind kind)
{
    private const int MaxBytes = 1 << 16;

    public LabKind Kind => kind;

    public string Root { get; } = Path.Combine(Path.GetFullPath(home), "lab", Laboratory.WordOf(kind));

    private string StateFile => In("lab.json");

    public string In(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Begins anew: nothing of an earlier network stays.</summary>
    public void Clear()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Root);
    }

    public void Write(LabNetwork network)
    {
        string part = StateFile + ".part";
        using (FileStream stream = File.Create(part))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("chainId", network.ChainId.Value);
            writer.WriteStartArray("nodes");
            foreach (LabNode node in network.Nodes)
            {
                writer.WriteStartObject();
                writer.WriteString("title", node.Title);
                writer.WriteString("rpc", node.Rpc.ToString());
                if (node.Control is { } control)
                    writer.WriteString("control", control.ToString());
                if (node.Peer is { } peer)
                {
                    writer.WriteString("peer", peer.Id);
                    writer.WriteString("address", peer.Address);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        File.Move(part, StateFile, overwrite: true);
    }

    /// <summary>What the folder says of its network; null when it says nothing, or nothing that can be read.</summary>
    public LabNetwork? Read()
    {
        try
        {
            if (new FileInfo(StateFile) is { Exists: true, Length: > MaxBytes })
                return null;
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(StateFile));
            JsonElement root = document.RootElement;
            return new LabNetwork(kind, new ChainId(root.GetProperty("chainId").GetUInt64()), [.. root.GetProperty("nodes").EnumerateArray().Select(Node)]);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static LabNode Node(JsonElement node) => new(
        node.GetProperty("title").GetString()!,
        new Uri(node.GetProperty("rpc").GetString()!),
        node.TryGetProperty("control", out JsonElement control) ? new Uri(control.GetString()!) : null,
        node.TryGetProperty("peer", out JsonElement peer) ? new LabPeer(peer.GetString()!, node.GetProperty("address").GetString()!) : null);
}
