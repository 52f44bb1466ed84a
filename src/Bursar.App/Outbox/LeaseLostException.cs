namespace Bursar.App.Outbox;

/// <summary>A write was refused because the account's lease belongs to somebody else by now; nothing was written.</summary>
public sealed class LeaseLostException : Exception
{
    /// <summary>Names the lease that was lost and who has it.</summary>
    public LeaseLostException(AccountLease lease, string? owner)
        : base(owner is null
            ? $"the lease of {lease.Account} on chain {lease.Chain} was given back"
            : $"the lease of {lease.Account} on chain {lease.Chain} was taken over by {owner}") => Lease = lease;

    /// <summary>The lease that the writer believed to hold.</summary>
    public AccountLease Lease { get; }
}
