using Bursar.Core.Faults;

namespace Bursar.App.Rehearsal;

/// <summary>What the rehearsal of NFTs found.</summary>
/// <param name="Faults">What stands against the plan.</param>
/// <param name="Warnings">What a reviewer should weigh.</param>
public sealed record NftRehearsal(IReadOnlyList<Fault> Faults, IReadOnlyList<string> Warnings);
