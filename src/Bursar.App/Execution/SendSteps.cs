using System.Security.Cryptography;
using System.Text;
using Bursar.App.Approval;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.App.Execution;

/// <summary>Sends single actions through the same outbox as plans: stored before they are sent, and never sent twice under one key.</summary>
/// <remarks>
/// Promise: an order with a key is carried out at most once from this account on this chain, however often it is asked for with this journal; an
/// order without a key is carried out unless its effect exists. Not promised: that a lost journal remembers keys.
/// </remarks>
public sealed class SendSteps(EthereumClient client, ISigner signer, IJournal journal, NetworkProfile network, PolicyPins pins, TimeProvider time)
{
    private const int MaxKey = 64;

    /// <summary>The client.</summary>
    public EthereumClient Client => client;

    /// <summary>The account that sends.</summary>
    public Address Sender => signer.Address;

    /// <summary>Signs for it.</summary>
    public ISigner Signer => signer;

    /// <summary>The network.</summary>
    public NetworkProfile Network => network;

    /// <summary>The policies that are pinned on this machine.</summary>
    public PolicyPins Pins => pins;

    /// <summary>The journal.</summary>
    internal IJournal Journal => journal;

    /// <summary>The clock.</summary>
    internal TimeProvider Time => time;

    /// <summary>A fresh key, for an order that may be wanted again later.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The key itself, or why it cannot be one.</summary>
    public static Result<string> CheckKey(string key) =>
        key.Length is >= 1 and <= MaxKey && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
            ? Result<string>.Ok(key)
            : new Fault("send.bad-key", $"an idempotency key has 1 to {MaxKey} letters, digits and - _ . :", "--idempotency-key", "Use an invoice number, an order id or a UUID.") { Kind = FaultKind.Usage };

    /// <summary>True when the order was begun and is not final yet: then it must be gone on with, whatever the chain says of its effect.</summary>
    public async Task<bool> IsUnderWayAsync(SendOrder order, CancellationToken cancellationToken = default) =>
        (await FindRunAsync(order, await GenesisAsync(cancellationToken), cancellationToken)).Known;

    /// <summary>What was begun under a key: its steps, in order. Calldata with a signature in it must be the same when the order is repeated.</summary>
    /// <param name="key">The idempotency key.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>Null when nothing was.</returns>
    public async Task<IReadOnlyList<BegunStep>?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        Hash32 run = RunOf(new SendOrder { Key = key, Steps = [] }, await GenesisAsync(cancellationToken), 0);
        if (await journal.FindRunAsync(run, network.ChainId, cancellationToken) is not { } known)
            return null;
        IReadOnlyList<JournalTransaction> signed = await journal.GetTransactionsAsync(known.Id, cancellationToken);
        return [.. (await journal.GetStepsAsync(known.Id, cancellationToken)).Select(s => new BegunStep(
            s.Id, s.DataHash, signed.FirstOrDefault(t => t.StepId == s.Id) is { } first && SignedTransaction.TryDecode(first.Raw, out SignedTransaction? decoded) ? decoded.Transaction.Data.ToArray() : null))];
    }

    /// <summary>Carries the order out, or goes on with it.</summary>
    /// <param name="order">The steps.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same order goes on.</param>
    public async Task<Result<OutboxOutcome>> RunAsync(
        SendOrder order, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (order.Key is { } key && !CheckKey(key).TryGet(out _, out IReadOnlyList<Fault> wrong))
            return Result<OutboxOutcome>.Fail(wrong);
        Hash32 genesis = await GenesisAsync(cancellationToken);
        (Hash32 run, _) = await FindRunAsync(order, genesis, cancellationToken);
        var job = new OutboxJob { PlanHash = run, Chain = network.ChainId, Genesis = genesis, Operator = signer.Address, Steps = order.Steps };
        Result<OutboxOutcome> result = await new OutboxEngine(client, signer, journal, network, new ActionGate(pins, time), time)
            .ApplyAsync(job, (options ?? new OutboxOptions()) with { AcceptDone = true }, progress, cancellationToken);
        return result.IsOk ? result : Result<OutboxOutcome>.Fail([.. result.Faults.Select(f => Explain(f, order))]);
    }

    /// <summary>The journal's run of an order. A finished run of an order without a key does not count: the wish is new when its effect is gone.</summary>
    private async Task<(Hash32 Run, bool Known)> FindRunAsync(SendOrder order, Hash32 genesis, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            Hash32 run = RunOf(order, genesis, attempt);
            if (await journal.FindRunAsync(run, network.ChainId, cancellationToken) is not { } known)
                return (run, false);
            if (order.Key is not null || (await journal.GetStepsAsync(known.Id, cancellationToken)).Any(s => s.State != OutboxState.Final))
                return (run, true);
        }
    }

    private Hash32 RunOf(SendOrder order, Hash32 genesis, int attempt)
    {
        var text = new StringBuilder();
        text.Append($"bursar/1/send\n{network.ChainId}\n{genesis}\n{signer.Address}\n");
        if (order.Key is { } key)
        {
            text.Append($"key {key}\n");
        }
        else
        {
            foreach (PlanStep step in order.Steps)
                text.Append($"step {step.To} {step.Value} {Keccak256.Hash(step.Data)}\n");
            text.Append($"attempt {attempt}\n");
        }

        return Keccak256.Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private async Task<Hash32> GenesisAsync(CancellationToken cancellationToken) =>
        (await client.GetBlockAsync(BlockTag.At(0UL), cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-genesis", "the node does not know the chain's first block", Hint: "Use a node that keeps the whole header chain.") { Kind = FaultKind.Refused })).Hash;

    /// <summary>Says faults of plans in words that fit a single action.</summary>
    private static Fault Explain(Fault fault, SendOrder order) => fault.Code switch
    {
        "apply.plan-differs" when order.Key is not null => new Fault("send.key-reused", $"the idempotency key '{order.Key}' was used for something else before.", "--idempotency-key",
            "One key stands for one action: use another key, or repeat the first action exactly.")
        { Kind = FaultKind.Refused },
        "apply.account-busy" => fault with
        {
            Hint = "Repeat that action to finish it (a key in the step's name goes to --idempotency-key), or add --finish-others to send it along first.",
        },
        _ => fault,
    };
}

/// <summary>A step that was begun under a key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DataHash">Keccak-256 of its calldata.</param>
/// <param name="Data">Its calldata; null when it was not signed yet.</param>
public sealed record BegunStep(string Id, Hash32 DataHash, byte[]? Data);
