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

    /// <summary>The calldata of a claim by the account itself.</summary>
    public static byte[] Calldata(ProofEntry row, Address? to) =>
        to is { } receiver && receiver != row.Row.Account ? new MerkleDrop.ClaimToCall(receiver, row.Row.Amount, row.Proof).Encode() : new MerkleDrop.ClaimCall(row.Row.Amount, row.Proof).Encode();

    /// <summary>The fault for files of a drop on another chain.</summary>
    public static Fault WrongChain(DropFolder folder, ChainId chain) =>
        new("drop.other-chain", $"the drop of these files is on chain {folder.Chain}, not on {chain}.", "--network", "Name the network of the drop.") { Kind = FaultKind.Usage };

    /// <summary>The fault for an account that the list does not have.</summary>
    public static Fault NoRow(Address account) =>
        new("drop.no-row", $"{account} is not among the recipients of the drop.", "account", "Check the address, and that these are the files of the right drop.");

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

    private static SendOrder Order(OpenClaims claims, Address sender, Address? to) => new()
    {
        Steps =
        [
            .. claims.Rows.Select(row =>
            {
                byte[] data = sender == claims.Account ? Calldata(row, to) : new MerkleDrop.ClaimForCall(claims.Account, row.Row.Amount, row.Proof).Encode();
                return new PlanStep
                {
                    Id = $"drop-claim/{claims.Drop.Address}/{row.Position}",
                    Title = $"Claim {row.Row.Amount} base units for {claims.Account}",
                    To = claims.Drop.Address,
                    Data = data,
                    Gas = ClaimGas + GasModel.Calldata(data),
                    Check = new StepCheck(claims.Drop.Address, claims.Drop.Inside ? new ClaimableToken.HasClaimedCall(claims.Account).Encode() : new MerkleDrop.IsClaimedCall(row.Position).Encode(), UInt256.One.ToBigEndian()),
                };
            }),
        ],
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
