using Bursar.Core.Approval;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>A policy with the lists that it names.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Allowed">Who may receive something; null for anybody.</param>
/// <param name="File">The full path of its file.</param>
public sealed record LoadedPolicy(Policy Policy, IReadOnlySet<Address>? Allowed, string File)
{
    /// <summary>What decides about plans of an operator, who may always keep or get back what is his own.</summary>
    public PolicyJudge JudgeFor(Address @operator) => new(Policy, Allowed is null ? null : Allowed.Append(@operator).ToHashSet());
}
