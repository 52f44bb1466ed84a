using System.Text.Json;

namespace Bursar.App.Lab;

/// <summary>The REST interface of a consensus client: the standard Beacon API, and Lodestar's own to let go of a peer and to find it again.</summary>
internal sealed class BeaconNode(Uri endpoint)
{
    private const int MaxAnswer = 1 << 20;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MaxAnswer };

    /// <summary>The node's own peer id.</summary>
    public async Task<string> PeerIdAsync(CancellationToken cancellationToken)
    {
        using JsonDocument answer = await GetAsync("eth/v1/node/identity", cancellationToken);
        return answer.RootElement.GetProperty("data").GetProperty("peer_id").GetString()!;
    }

    /// <summary>How many peers it is connected to.</summary>
    public async Task<int> PeersAsync(CancellationToken cancellationToken)
    {
        using JsonDocument answer = await GetAsync("eth/v1/node/peers?state=connected", cancellationToken);
        return answer.RootElement.GetProperty("data").EnumerateArray().Count(p => p.GetProperty("state").GetString() == "connected");
    }


    public Task ConnectAsync(LabPeer peer, CancellationToken cancellationToken) =>
        PostAsync($"eth/v1/lodestar/connect_peer?peerId={Uri.EscapeDataString(peer.Id)}&multiaddr={Uri.EscapeDataString(peer.Address)}", cancellationToken);

    public Task DisconnectAsync(LabPeer peer, CancellationToken cancellationToken) =>
        PostAsync($"eth/v1/lodestar/disconnect_peer?peerId={Uri.EscapeDataString(peer.Id)}", cancellationToken);

    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri(endpoint, path), cancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await Http.PostAsync(new Uri(endpoint, path), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
