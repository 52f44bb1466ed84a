using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>Who has to approve what before a plan is applied.</summary>
/// <remarks>Fail closed: a step that no rule is about is not allowed, and approvers that the policy does not name count for nothing.</remarks>
public sealed record Policy
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who may approve, by name; at least one, no account twice.</summary>
    public required IReadOnlyList<Approver> Approvers { get; init; }

    /// <summary>How many approvals what takes. Every rule that is about a step counts, so the highest one wins.</summary>
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>Most that may be spent in 24 hours, by all plans of the operator together.</summary>
    public IReadOnlyList<PolicyLimit> Limits { get; init; } = [];

    /// <summary>Who may receive something; empty for anybody.</summary>
    public IReadOnlyList<AllowedRecipients> Recipients { get; init; } = [];

    /// <summary>How long after the latest approval a plan may be applied.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.Zero;

    /// <summary>How long an approval counts, at most.</summary>
    public required TimeSpan Valid { get; init; }

    /// <summary>How many approvers it takes to put another policy in this one's place.</summary>
    public required int Change { get; init; }

    /// <summary>Keccak-256 of the file's exact bytes.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>The approver with that account.</summary>
    public Approver? Find(Address account) => Approvers.FirstOrDefault(a => a.Account == account);
}

/// <summary>Somebody who may approve.</summary>
/// <param name="Name">Name in the policy.</param>
/// <param name="Account">A key's account, or a contract that checks signatures (ERC-1271).</param>
public sealed record Approver(string Name, Address Account);

/// <summary>Most that may be spent of an asset in 24 hours.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="PerDay">How much, with the decimals that the policy states.</param>
public sealed record PolicyLimit(MovedAsset Asset, Amount PerDay);

/// <summary>Accounts that may receive something.</summary>
/// <param name="Account">One account; null for a list.</param>
/// <param name="List">A file beside the policy, with an account at the beginning of each line.</param>
/// <param name="Hash">Keccak-256 of that file's bytes.</param>
public sealed record AllowedRecipients(Address? Account, string? List = null, Hash32 Hash = default);
