using Bursar.App.Outbox;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>What a <see cref="BursarClient"/> may be told; the defaults serve.</summary>
public sealed record BursarClientOptions
{
    /// <summary>The network's profile; null to find a built-in one by the node's chain id.</summary>
    public NetworkProfile? Network { get; init; }

    /// <summary>Folder for the journal, and for the files of drops and payouts; null for <c>.bursar</c> in the user's home.</summary>
    /// <remarks>Keep it: the journal is what remembers idempotency keys, and the published files are what people claim with.</remarks>
    public string? Folder { get; init; }

    /// <summary>The journal: a file, or <c>postgres://user@host/database</c>; null for <c>journal.db</c> in <see cref="Folder"/>. Clients of several accounts
    /// and processes may share one, and with PostgreSQL several machines.</summary>
    /// <remarks>The password of a database comes from <c>PGPASSWORD</c> or a password file, never from here.</remarks>
    public string? Journal { get; init; }

    /// <summary>Whose site registry is used; null for the signer's own.</summary>
    public Address? SiteOperator { get; init; }

    /// <summary>How transactions are sent and when they count as done. By default a call returns when its effect is final by the network's rule.</summary>
    /// <remarks>What an earlier process of this account left under way is finished first, since it was wanted and signed.</remarks>
    public OutboxOptions Outbox { get; init; } = new() { FinishOtherRuns = true };

    /// <summary>Told whenever a transaction moved on.</summary>
    public IProgress<OutboxProgress>? Progress { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
