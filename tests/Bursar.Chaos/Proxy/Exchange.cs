using System.Text.Json.Nodes;

namespace Bursar.Chaos.Proxy;

/// <summary>A question and what comes of it.</summary>
/// <param name="Trouble">What happens to it on its way.</param>
/// <param name="Amount">A number of the plan's, for how bad it is.</param>
/// <param name="Body">The answer; empty when the node was not asked.</param>
/// <param name="Unasked">The ids of the requests, when the node was not asked.</param>
internal sealed record Exchange(Trouble Trouble, int Amount, byte[] Body, IReadOnlyList<JsonNode?> Unasked)
{
    /// <summary>Where the answer stops when it is cut off.</summary>
    public int Cut => Body.Length == 0 ? 0 : Amount % Body.Length;
}
