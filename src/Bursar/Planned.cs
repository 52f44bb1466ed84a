using Bursar.App.Planning;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Something that was planned and not done yet: look at it, then apply it.</summary>
/// <typeparam name="T">What applying it leads to.</typeparam>
public sealed class Planned<T>
{
    private readonly Func<CancellationToken, Task<T>> _apply;

    internal Planned(PlannedLaunch details, Func<CancellationToken, Task<T>> apply)
    {
        Details = details;
        _apply = apply;
    }

    /// <summary>The plan with its blueprint, its review and today's prices.</summary>
    public PlannedLaunch Details { get; }

    /// <summary>The plan itself: what a second person reviews, and whose hash names it.</summary>
    public Plan Plan => Details.Plan;

    /// <summary>The transactions that are still missing on the chain, in order; none when everything is done.</summary>
    public IReadOnlyList<PlanStep> Steps => Plan.Steps;

    /// <summary>What deserves a second look, in sentences.</summary>
    public IReadOnlyList<string> Warnings => Plan.Warnings;

    /// <summary>The launch file that the plan was made from; beside it the plan file can be applied and verified with the command line too.</summary>
    public string LaunchFile => Details.Blueprint.Loaded.File;

    /// <summary>What it costs at most at today's price, in wei.</summary>
    public UInt256 MaxCost => Details.MaxCost;

    /// <summary>What changes, what it costs, what looks unfair or risky: a text for people.</summary>
    public string Review() => ReviewText.Of(Details);

    /// <summary>Writes the plan file, which <c>bursar apply</c> and <see cref="LaunchArea.ApplyAsync(string, CancellationToken)"/> take when it stands beside its launch file.</summary>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => File.WriteAllBytesAsync(path, PlanCodec.Write(Plan), cancellationToken);

    /// <summary>Does it, once; called again after any interruption, it goes on where it was.</summary>
    /// <exception cref="Core.Faults.FaultException">The chain no longer matches the plan, or refused.</exception>
    public Task<T> ApplyAsync(CancellationToken cancellationToken = default) => _apply(cancellationToken);
}
