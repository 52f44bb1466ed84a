using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.App.Lab;

/// <summary>A laboratory's network that runs.</summary>
/// <param name="Kind">Its consensus.</param>
/// <param name="ChainId">Chain id.</param>
/// <param name="Nodes">Its nodes; the first one is what commands talk to when none is named.</param>
public sealed record LabNetwork(LabKind Kind, ChainId ChainId, IReadOnlyList<LabNode> Nodes)
{
    /// <summary>The profile that describes it.</summary>
    public string Profile => Laboratory.ProfileOf(Kind);

    /// <summary>The endpoint that commands talk to when none is named.</summary>
    public Uri Rpc => Nodes[0].Rpc;
}
