using System.Text;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Transactions;

namespace Bursar.App.Outbox;

/// <content>Nonces below ours that nobody has a transaction for: everything behind them stands still until they are used.</content>
/// <remarks>They come about when another program's transaction, after which ours were numbered, vanished from the pool. Ours must not get other nonces, since
/// they may be mined any time; so each gap is filled with a transaction of nothing to the account itself, which the journal holds as a run of its own.</remarks>
internal sealed partial class ApplySession
{
    private const string GapStep = "nonce-gap/";

    private ulong? _count;
    private long? _gapSince;

    private static bool IsGap(NonceSlot slot) => slot.StepId.StartsWith(GapStep, StringComparison.Ordinal);

    /// <summary>Fills the gap below the first nonce in line when the pool has had nothing for it for a while.</summary>
    private async Task FillGapAsync(CancellationToken cancellationToken)
    {
        NonceSlot? first = _slots.Where(s => s.InFlight || s.Broken).MinBy(s => s.Nonce);
        if (first is null || _count is not { } next || next >= first.Nonce
            || await _client.GetTransactionCountAsync(_run.Operator, BlockTag.Pending, cancellationToken) > next)
        {
            _gapSince = null;
            return;
        }

        _gapSince ??= _time.GetTimestamp();
        if (_time.GetElapsedTime(_gapSince.Value) < _options.RebroadcastAfter)
            return;
        _gapSince = null;
        FeeQuote fees = await QuoteAsync(cancellationToken);
        if (fees.IsIncludable)
            await FillAsync(next, fees, cancellationToken);
    }

    private async Task FillAsync(ulong nonce, FeeQuote fees, CancellationToken cancellationToken)
    {
        string id = $"{GapStep}{nonce}";
        var step = new PlanStep { Id = id, Title = "uses up a nonce that nobody has a transaction for", To = _run.Operator, Data = [], Gas = 0, Check = new StepCheck(_run.Operator, [], null) };
        ulong gas = WithMargin(await _client.EstimateGasAsync(new CallRequest { From = _run.Operator, To = _run.Operator, Data = [] }, BlockTag.Latest, cancellationToken));
        SignedTransaction signed = await _signer.SignTransactionAsync(Make(step, nonce, gas, fees), cancellationToken);
        Hash32 name = Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar/1/gap\n{_run.Chain}\n{_run.Genesis}\n{_run.Operator}\n{nonce}\n"));
        JournalRun run = await _journal.OpenRunAsync(
            _lease, new JournalRun { PlanHash = name, Chain = _run.Chain, Genesis = _run.Genesis, Operator = _run.Operator },
            [new JournalStep { Id = id, Title = step.Title, To = step.To, Value = UInt256.Zero, DataHash = Keccak256.Hash(step.Data) }], cancellationToken);
        JournalTransaction stored = Stored(run.Id, id, signed);
        await CommitAsync([new TransactionSigned(stored, $"the nodes have nothing for nonce {nonce}, and later ones wait for it")], cancellationToken);
        var slot = new NonceSlot(nonce, run.Id, id) { NeedsSend = true };
        slot.Transactions.Add(stored);
        _slots.Add(slot);
        Say($"nonce {nonce} is missing, and what is under way waits for it: filling the gap with a transaction of nothing to the account itself");
        await SendAsync([slot], cancellationToken);
    }
}
