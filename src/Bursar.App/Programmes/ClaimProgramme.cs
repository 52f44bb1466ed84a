using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Programmes;

/// <summary>Claims what an account has earned in a programme and not had yet, of all its tokens in one call.</summary>
public sealed class ClaimProgramme(EthereumClient client)
{
    private const ulong BaseGas = 60_000;
    private const ulong RowGas = 110_000;

    /// <summary>Finds the account's rows in the active list and what it has not had of them.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="folder">The published files.</param>
    /// <param name="account">Whose rows.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>All rows of the account, those with nothing left too; or why there are none.</returns>
    public async Task<Result<ProgrammeRows>> FindAsync(Address programme, ProgrammeFolder folder, Address account, CancellationToken cancellationToken = default)
    {
        if (!(await new ReadProgramme(client).RunAsync(programme, cancellationToken)).TryGet(out ProgrammeState? state, out IReadOnlyList<Fault> faults))
            return Result<ProgrammeRows>.Fail(faults);
        if (state.ActiveRoot.IsZero)
            return new Fault("programme.no-list", $"no list of {programme} counts yet.", null, "'bursar programme show' says what waits.") { Kind = FaultKind.Refused };
        if (!folder.FindRows(state.ActiveRoot, account).TryGet(out IReadOnlyList<ProofEntry>? found, out faults))
            return Result<ProgrammeRows>.Fail(faults);
        if (found.Count == 0)
            return new Fault("programme.no-row", $"{account} is not in the active list.", "account", "Check the address; the next list may have it.");
        Address[] tokens = [.. found.Select(TokenOf)];
        IReadOnlyList<UInt256> claimed = await client.CallManyAsync<UInt256>(
            [.. tokens.Select(t => new ContractCall<UInt256>(programme, new CumulativeDrop.ClaimedCall(account, t)))], state.Block, cancellationToken);
        return new ProgrammeRows(state, account, [.. found.Select((entry, i) => RowOf(entry, tokens[i], claimed[i], state.SubRoots))]);
    }

    /// <summary>Claims what is open, to the account itself.</summary>
    /// <param name="send">Sends: the account's own key, or anybody's where the programme lets others claim.</param>
    /// <param name="programme">The programme.</param>
    /// <param name="folder">The published files.</param>
    /// <param name="account">Whose rows.</param>
    /// <param name="token">The only token to claim; null for all.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<ClaimedProgramme>> RunAsync(
        SendSteps send, Address programme, ProgrammeFolder folder, Address account, Address? token, DateTimeOffset now, OutboxOptions? options = null,
        IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(client, send.Network, cancellationToken);
        if (!(await FindAsync(programme, folder, account, cancellationToken)).TryGet(out ProgrammeRows? rows, out IReadOnlyList<Fault> faults))
            return Result<ClaimedProgramme>.Fail(faults);
        ProgrammeRow[] wanted = [.. rows.Rows.Where(r => token is null || r.Token == token)];
        ProgrammeRow[] open = [.. wanted.Where(r => !r.Open.IsZero)];
        // A claim that is in a block and not final yet has left nothing open: it is gone on with by the order of all rows.
        SendOrder order = Order(programme, account, send.Sender, open.Length > 0 ? open : wanted);
        if (wanted.Length == 0 || !await send.IsUnderWayAsync(order, cancellationToken))
        {
            if (open.Length == 0)
                return new Fault("programme.nothing-to-claim", $"{account} has had all that the active list gives it.", "account", "Wait for the next list.") { Kind = FaultKind.Refused };
            if (send.Sender != account && !rows.Programme.Parameters.AllowClaimFor)
                return new Fault("programme.claim-for-not-allowed", $"{programme} lets nobody claim for others, and {send.Sender} is not {account}.", "--from", "Sign with the account's own key.") { Kind = FaultKind.Refused };
            if (UseProgramme.IsOver(rows.Programme, now))
                return UseProgramme.Expired(rows.Programme);
        }

        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new ClaimedProgramme(rows with { Rows = open }, outcome) : Result<ClaimedProgramme>.Fail(sent.Faults);
    }

    private static SendOrder Order(Address programme, Address account, Address sender, IReadOnlyList<ProgrammeRow> rows)
    {
        if (rows.Count == 0)
            return new SendOrder { Steps = [] };
        CumulativeDrop.CumulativeClaim[] claims = [.. rows.Select(r => new CumulativeDrop.CumulativeClaim(r.Token, r.Cumulative, r.SubRoot, [.. r.Proof]))];
        byte[] data = sender == account ? new CumulativeDrop.ClaimManyCall(claims).Encode() : new CumulativeDrop.ClaimForCall(account, claims).Encode();
        ProgrammeRow last = rows[^1];
        return new SendOrder
        {
            Steps =
            [
                new PlanStep
                {
                    Id = $"programme-claim/{programme}/{account}/{last.Token}/{last.Cumulative}",
                    Title = $"Claim {rows.Count} token{(rows.Count == 1 ? "" : "s")} for {account}",
                    To = programme,
                    Data = data,
                    Gas = BaseGas + (RowGas * (ulong)rows.Count) + GasModel.Calldata(data),
                    Check = new StepCheck(programme, new CumulativeDrop.ClaimedCall(account, last.Token).Encode(), last.Cumulative.ToBigEndian()),
                },
            ],
        };
    }

    private static ProgrammeRow RowOf(ProofEntry entry, Address token, UInt256 claimed, int subRoots)
    {
        if (subRoots < 2)
            return new ProgrammeRow(token, entry.Row.Amount, claimed, UInt256.Zero, entry.Proof);
        IReadOnlyList<Hash32> proof = SubRootTable.Shorten(entry.Proof, entry.Position, subRoots);
        return new ProgrammeRow(token, entry.Row.Amount, claimed, new UInt256(proof[^1].Span), [.. proof.SkipLast(1)]);
    }

    private static Address TokenOf(ProofEntry entry) => Address.Parse(entry.Columns.First(c => c.Key == "token").Value);
}

/// <summary>What the active list gives an account of a token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Cumulative">All that it has earned, in base units.</param>
/// <param name="Claimed">What it has had, in base units.</param>
/// <param name="SubRoot">The number of the sub-root that the proof leads to; 0 when it leads to the root.</param>
/// <param name="Proof">From the row's leaf to that sub-root, or to the root.</param>
public sealed record ProgrammeRow(Address Token, UInt256 Cumulative, UInt256 Claimed, UInt256 SubRoot, IReadOnlyList<Hash32> Proof)
{
    /// <summary>What it can claim now, in base units.</summary>
    public UInt256 Open => Cumulative > Claimed ? Cumulative - Claimed : UInt256.Zero;
}

/// <summary>Rows of an account in a programme.</summary>
/// <param name="Programme">The programme.</param>
/// <param name="Account">The account.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ProgrammeRows(ProgrammeState Programme, Address Account, IReadOnlyList<ProgrammeRow> Rows);

/// <summary>Rows that were claimed.</summary>
/// <param name="Claims">The rows.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record ClaimedProgramme(ProgrammeRows Claims, OutboxOutcome Outcome);
