using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Drops;

/// <summary>Claims what is an account's in a drop, with the proofs from published files.</summary>
public sealed class ClaimDrop(EthereumClient client)
{
    private const ulong ClaimGas = 150_000;

    /// <summary>Finds the account's rows and checks them against the chain.</summary>
    /// <param name="folder">The published files.</param>
    /// <param name="account">Whose rows.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>What can be claimed, or why nothing can.</returns>
    public async Task<Result<OpenClaims>> FindAsync(DropFolder folder, Address account, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        Result<OpenClaims> all = await FindAllAsync(folder, account, cancellationToken);
        if (!all.TryGet(out OpenClaims? claims))
            return all;
        ulong time = Math.Max(claims.Drop.Time, (ulong)now.ToUnixTimeSeconds());
        if (WindowFault(claims.Drop, time) is { } closed)
            return closed;
        IReadOnlyList<bool> claimed = await client.CallManyAsync<bool>(
            [.. claims.Rows.Select(r => claims.Drop.Inside
                ? new ContractCall<bool>(folder.Address, new ClaimableToken.HasClaimedCall(account))
                : new ContractCall<bool>(folder.Address, new MerkleDrop.IsClaimedCall(r.Position)))], claims.Drop.Block, cancellationToken);
        ProofEntry[] open = [.. claims.Rows.Where((_, i) => !claimed[i])];
        return open.Length > 0
            ? claims with { Rows = open }
            : new Fault("drop.already-claimed", $"{account} has claimed everything that is its own in {folder.Address}.", "account", "Nothing is left to do.") { Kind = FaultKind.Refused };
    }

    /// <summary>Claims the rows from the sender's account: its own, or another's when the drop lets anybody claim for others.</summary>
    /// <param name="send">Sends.</param>
    /// <param name="folder">The published files.</param>
    /// <param name="account">Whose rows.</param>
    /// <param name="to">Who gets the tokens; null for the account itself, which is the only one when somebody else sends.</param>
    /// <param name="now">The present time.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<ClaimedRows>> RunAsync(
        SendSteps send, DropFolder folder, Address account, Address? to, DateTimeOffset now, OutboxOptions? options = null,
        IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (folder.Chain != send.Network.ChainId)
            return WrongChain(folder, send.Network.ChainId);
        await ChainGuard.RequireAsync(client, send.Network, cancellationToken);
        Result<OpenClaims> all = await FindAllAsync(folder, account, cancellationToken);
        if (!all.TryGet(out OpenClaims? claims))
            return Result<ClaimedRows>.Fail(all.Faults);
        SendOrder order = Order(claims, send.Sender, to);
        if (!await send.IsUnderWayAsync(order, cancellationToken))
        {
            if (send.Sender != account && !claims.Drop.Parameters.AllowClaimFor)
            {
                return new Fault("drop.claim-for-not-allowed", $"{folder.Address} lets nobody claim for others, and {send.Sender} is not {account}.", "--from",
                    "Sign with the recipient's own key.")
                { Kind = FaultKind.Refused };
            }

            Result<OpenClaims> open = await FindAsync(folder, account, now, cancellationToken);
            if (!open.TryGet(out claims))
                return Result<ClaimedRows>.Fail(open.Faults);
            order = Order(claims, send.Sender, to);
        }

        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new ClaimedRows(claims, outcome) : Result<ClaimedRows>.Fail(sent.Faults);
    }

    /// <summary>The calldata of the claims by the account itself: one call when one can carry all rows, otherwise one for each.</summary>
    public static IReadOnlyList<byte[]> Calldata(OpenClaims claims, Address? to)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return [.. Steps(claims, claims.Account, to).Select(s => s.Data)];
    }

    /// <summary>The fault for files of a drop on another chain.</summary>
    public static Fault WrongChain(DropFolder folder, ChainId chain) =>
        new("drop.other-chain", $"the drop of these files is on chain {folder.Chain}, not on {chain}.", "--network", "Name the network of the drop.") { Kind = FaultKind.Usage };

    /// <summary>The fault for an account that the list does not have.</summary>
    public static Fault NoRow(Address account) =>
        new("drop.no-row", $"{account} is not among the recipients of the drop.", "account", "Check the address, and that these are the files of the right drop. What vests is opened with 'bursar vest open'.");

    private async Task<Result<OpenClaims>> FindAllAsync(DropFolder folder, Address account, CancellationToken cancellationToken)
    {
        Result<IReadOnlyList<ProofEntry>> found = folder.Proofs.Find(account);
        if (!found.TryGet(out IReadOnlyList<ProofEntry>? rows))
            return Result<OpenClaims>.Fail(found.Faults);
        if (rows.Count == 0)
            return NoRow(account);
        Result<DropState> read = await new ReadDrop(client).RunAsync(folder.Address, cancellationToken);
        if (!read.TryGet(out DropState? drop))
            return Result<OpenClaims>.Fail(read.Faults);
        return drop.Parameters.Root == folder.Proofs.Root
            ? new OpenClaims(drop, account, rows)
            : new Fault("drop.other-root", $"the drop at {folder.Address} has the root {drop.Parameters.Root}, the files {folder.Proofs.Root}.", null,
                "Get the files that were published for this drop.")
            { File = folder.Folder, Kind = FaultKind.Refused };
    }

    private static Fault? WindowFault(DropState drop, ulong time) => drop.PhaseAt(time) switch
    {
        DropPhase.NotStarted => new Fault("drop.not-started", $"claims begin at {Moment(drop.Parameters.Start)}.", null, "Come back then.") { Kind = FaultKind.Refused },
        DropPhase.Expired => new Fault("drop.expired", $"claims ended at {Moment(drop.Parameters.Expiry)}.", null, "Ask the drop's owner.") { Kind = FaultKind.Refused },
        _ => null,
    };

    private static string Moment(ulong seconds) => DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, 253_402_300_799UL)).ToString("yyyy-MM-dd HH:mm:ss 'UTC'");

    private static SendOrder Order(OpenClaims claims, Address sender, Address? to) => new() { Steps = Steps(claims, sender, to) };

    /// <summary>All rows in one transaction, proved together where that can be done; rows that go to somebody else have one each.</summary>
    internal static IReadOnlyList<PlanStep> Steps(OpenClaims claims, Address sender, Address? to)
    {
        Address drop = claims.Drop.Address;
        bool elsewhere = sender == claims.Account && to is { } receiver && receiver != claims.Account;
        if (claims.Rows.Count == 1 || elsewhere)
            return [.. claims.Rows.Select(row => Step(drop, claims, [row], One(claims, row, sender, to)))];
        return sender == claims.Account && Together(claims) is { } together
            ? [Step(drop, claims, claims.Rows, together)]
            : [Step(drop, claims, claims.Rows, new MerkleDrop.ClaimManyCall([.. claims.Rows.Select(r => new MerkleDrop.ClaimRow(claims.Account, r.Row.Amount, Proof(claims, r)))]).Encode())];
    }

    private static byte[] One(OpenClaims claims, ProofEntry row, Address sender, Address? to)
    {
        IReadOnlyList<Hash32> proof = Proof(claims, row);
        if (sender != claims.Account)
            return new MerkleDrop.ClaimForCall(claims.Account, row.Row.Amount, proof).Encode();
        return to is { } receiver && receiver != claims.Account ? new MerkleDrop.ClaimToCall(receiver, row.Row.Amount, proof).Encode() : new MerkleDrop.ClaimCall(row.Row.Amount, proof).Encode();
    }

    /// <summary>One proof of all rows; null when their leaves lie too far apart in height for one.</summary>
    private static byte[]? Together(OpenClaims claims)
    {
        TreeKind kind = claims.Drop.Parameters.LeafKind == 0 ? TreeKind.Standard : TreeKind.Packed;
        return JoinedProof.Of([.. claims.Rows.Select(r => MerkleProof.Leaf(kind, r.Row))], claims.Rows, claims.Drop.Parameters.Root) is { } joined
            ? new MerkleDrop.ClaimMultiproofCall([.. joined.Rows.Select(i => claims.Rows[i].Row.Amount)], joined.Proof, joined.Flags).Encode()
            : null;
    }

    private static IReadOnlyList<Hash32> Proof(OpenClaims claims, ProofEntry row) => SubRootTable.Shorten(row.Proof, row.Position, claims.Drop.SubRoots);

    private static PlanStep Step(Address drop, OpenClaims claims, IReadOnlyList<ProofEntry> rows, byte[] data) => new()
    {
        Id = $"drop-claim/{drop}/{rows[0].Position}{(rows.Count > 1 ? $"+{rows.Count - 1}" : "")}",
        Title = $"Claim {rows.Aggregate(UInt256.Zero, (sum, r) => sum + r.Row.Amount)} base units{(rows.Count > 1 ? $" of {rows.Count} rows" : "")} for {claims.Account}",
        To = drop,
        Data = data,
        Gas = (ClaimGas * (ulong)rows.Count) + GasModel.Calldata(data),
        Check = new StepCheck(drop, claims.Drop.Inside ? new ClaimableToken.HasClaimedCall(claims.Account).Encode() : new MerkleDrop.IsClaimedCall(rows[0].Position).Encode(), UInt256.One.ToBigEndian()),
    };
}

/// <summary>Rows of an account in a drop.</summary>
/// <param name="Drop">The drop.</param>
/// <param name="Account">The account.</param>
/// <param name="Rows">Its rows, each with the proof that leads to the drop's root.</param>
public sealed record OpenClaims(DropState Drop, Address Account, IReadOnlyList<ProofEntry> Rows)
{
    /// <summary>Sum of the rows, in base units.</summary>
    public UInt256 Total => Rows.Aggregate(UInt256.Zero, (sum, row) => sum + row.Row.Amount);
}

/// <summary>Rows that were claimed.</summary>
/// <param name="Claims">The rows.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record ClaimedRows(OpenClaims Claims, OutboxOutcome Outcome);
