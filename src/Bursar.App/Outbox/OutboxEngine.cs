using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Outbox;

/// <summary>
/// Carries out a plan: every transaction is signed and stored before it is first sent, sent as the same bytes until its fate is known, and
/// counted only when the chain's own rule calls it final. Killed at any instant and called again, it goes on.
/// </summary>
/// <remarks>
/// Promise: no effect happens twice, through crash, time-out, repeated request or reorganisation. Two things carry it: a step is never signed with a
/// second nonce while a transaction with the first could be mined, and every step's effect has a key that the chain enforces.
/// Not promised: an order of steps beyond their <see cref="PlanStep.After"/>; that other programs keep off the account (their use of a nonce is noticed and survived).
/// </remarks>
public sealed class OutboxEngine
{
    private readonly EthereumClient _client;
    private readonly ISigner _signer;
    private readonly IJournal _journal;
    private readonly NetworkProfile _network;
    private readonly IOutboxGate _gate;
    private readonly TimeProvider _time;

    /// <summary>An engine for one account on one network. It owns none of its parts, and does nothing that <paramref name="gate"/> does not let through.</summary>
    public OutboxEngine(EthereumClient client, ISigner signer, IJournal journal, NetworkProfile network, IOutboxGate gate, TimeProvider time)
    {
        _client = client;
        _signer = signer;
        _journal = journal;
        _network = network;
        _gate = gate;
        _time = time;
    }

    /// <summary>Carries the job out, or goes on with it.</summary>
    /// <param name="job">The steps of a plan.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; calling again goes on.</param>
    /// <returns>The outcome when every step is on the chain; otherwise why not, after what was under way has been awaited. While another process has the
    /// account this one stands by, takes turns with it when it carries out the same plan, and comes to the same outcome.</returns>
    public async Task<Result<OutboxOutcome>> ApplyAsync(
        OutboxJob job, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new OutboxOptions();
        if (Problem(job) is { } problem)
            return ApplyFaults.BadPlan(problem);
        if (_signer.Address != job.Operator)
            return ApplyFaults.WrongSigner(_signer.Address, job.Operator);
        if (await CheckChainAsync(job, cancellationToken) is { } fault)
            return fault;

        // What had reverted before is tried anew; what reverts from now on ends this call, whichever process sees it first.
        HashSet<Hash32> reverted = await RevertedAsync(job, cancellationToken);
        var lease = new AccountLease(job.Chain, job.Operator, ProcessName.New(), options.LeaseDuration) { Plan = job.PlanHash };
        var line = new StandBy(_journal, job, progress, _time);
        while (true)
        {
            (LeaseKeeper? keeper, LeaseAnswer answer) = await LeaseKeeper.TakeAsync(
                _journal, lease, options.LeaseWait, _time, a => line.ReportAsync(a, cancellationToken), cancellationToken);
            if (keeper is null)
                return line.Lost is { } late ? ApplyFaults.LeaseLost(late) : ApplyFaults.Leased(lease, answer);
            try
            {
                await using (keeper)
                {
                    if (await RunAsync(job, keeper.Lease, reverted, options, progress, cancellationToken) is { } result)
                        return result;
                }
            }
            catch (LeaseLostException lost)
            {
                // This process slept through its lease: it wrote nothing since, and stands by for who has taken over.
                line.Lost = lost;
            }
        }
    }

    /// <summary>What makes a list of steps impossible to carry out; null when nothing does.</summary>
    private static string? Problem(OutboxJob job)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (PlanStep step in job.Steps)
        {
            if (step.After.FirstOrDefault(id => !known.Contains(id)) is { } missing)
                return $"step {step.Id} comes before step {missing}, which it needs";
            if (!known.Add(step.Id))
                return $"two steps have the id {step.Id}";
        }

        return null;
    }

    internal static JournalStep Stored(PlanStep step) => new()
    {
        Id = step.Id,
        Title = step.Title,
        To = step.To,
        Value = step.Value,
        DataHash = Keccak256.Hash(step.Data),
    };

    /// <summary>How the stored steps differ from the job's; null when they do not.</summary>
    internal static string? Difference(OutboxJob job, IReadOnlyList<JournalStep> stored)
    {
        if (stored.Count != job.Steps.Count)
            return $"it has {job.Steps.Count} steps, the journal {stored.Count}";
        for (int i = 0; i < stored.Count; i++)
        {
            JournalStep mine = Stored(job.Steps[i]);
            if (mine.Id != stored[i].Id || mine.To != stored[i].To || mine.Value != stored[i].Value || mine.DataHash != stored[i].DataHash)
                return $"step {i + 1} ({mine.Id}) is not the journal's ({stored[i].Id})";
        }

        return null;
    }

    private async Task<Fault?> CheckChainAsync(OutboxJob job, CancellationToken cancellationToken)
    {
        if (job.Chain != _network.ChainId)
            return ApplyFaults.WrongChain(_network.ChainId, job.Chain, _network.Title);
        try
        {
            ChainId chain = await _client.GetChainIdAsync(cancellationToken);
            if (chain != job.Chain)
                return ApplyFaults.WrongChain(chain, job.Chain, _client.Endpoint);
            BlockHeader? first = await _client.GetBlockAsync(BlockTag.At(0), cancellationToken);
            return first?.Hash == job.Genesis ? null : ApplyFaults.WrongGenesis(first?.Hash, job.Genesis, _client.Endpoint);
        }
        catch (Exception e) when (e is TransportException or RpcException)
        {
            return ApplyFaults.NodeUnreachable(e.Message, underWay: false);
        }
    }

    private async Task<HashSet<Hash32>> RevertedAsync(OutboxJob job, CancellationToken cancellationToken) =>
        await _journal.FindRunAsync(job.PlanHash, job.Chain, cancellationToken) is { } run
            ? [.. (await _journal.GetTransactionsAsync(run.Id, cancellationToken)).Where(t => t.State == OutboxState.Reverted).Select(t => t.Hash)]
            : [];

    /// <summary>Works under the lease; null when the account is to be left to one who waits for it.</summary>
    private async Task<Result<OutboxOutcome>?> RunAsync(
        OutboxJob job, AccountLease lease, HashSet<Hash32> reverted, OutboxOptions options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        if (await _gate.CheckAsync(job, cancellationToken) is { Count: > 0 } refused)
            return Result<OutboxOutcome>.Fail(refused);
        var wanted = new JournalRun { PlanHash = job.PlanHash, Chain = job.Chain, Genesis = job.Genesis, Operator = job.Operator };
        JournalRun run = await _journal.OpenRunAsync(lease, wanted, [.. job.Steps.Select(Stored)], cancellationToken);
        IReadOnlyList<JournalStep> steps = await _journal.GetStepsAsync(run.Id, cancellationToken);
        string? difference = run.Account != wanted.Account ? "it began on another chain or from another account" : Difference(job, steps);
        if (difference is not null)
            return ApplyFaults.PlanDiffers(difference);

        var session = new ApplySession(_client, _signer, _journal, _network, _time, lease, run, options, progress);
        await session.LoadAsync(job, steps, reverted, cancellationToken);
        return await session.RunAsync(cancellationToken);
    }
}
