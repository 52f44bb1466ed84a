using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>Which logs to watch for, in whatever block.</summary>
public sealed record LogPattern
{
    /// <summary>Contracts that may have emitted the log; empty for any.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>For each topic position, from 0, the topics that fit; an empty list at a position fits any.</summary>
    public IReadOnlyList<IReadOnlyList<Hash32>> Topics { get; init; } = [];

    internal LogFilter In(LogFilter blocks) => blocks with { Addresses = Addresses, Topics = Topics };
}
