using Bursar.App.Outbox;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Storage.Tests;

/// <summary>What every journal must do, whatever database it stands on. A database inherits this and says how to open its store.</summary>
public abstract partial class JournalCompliance
{
    private protected static readonly ChainId Chain = new(31337);
    private protected static readonly Hash32 Genesis = Fill(0xee);
    private protected static readonly Address Operator = Address.Parse("0x00000000000000000000000000000000000000a1");
    private protected static readonly Hash32 Plan = Fill(0x01);
    private protected static readonly TimeSpan Term = TimeSpan.FromSeconds(5);
    private protected static readonly AccountLease Mine = new(Chain, Operator, "first", Term);
    private protected static readonly AccountLease Theirs = new(Chain, Operator, "second", Term);
    private protected static readonly JournalAccount Account = new(Chain, Genesis, Operator);

    private protected ManualTime Time { get; } = new();

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the store of this test; each call is another connection to the same store.</summary>
    protected abstract Task<IJournal> OpenAsync();

    /// <summary>Moves the clock that leases go by.</summary>
    protected virtual Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return Task.CompletedTask;
    }

    private protected static Hash32 Fill(byte value)
    {
        byte[] bytes = new byte[32];
        Array.Fill(bytes, value);
        return new Hash32(bytes);
    }

    private protected static JournalRun NewRun(Hash32? plan = null) =>
        new() { PlanHash = plan ?? Plan, Chain = Chain, Genesis = Genesis, Operator = Operator };

    private protected static JournalStep NewStep(string id) =>
        new() { Id = id, Title = $"does {id}", To = Operator, Value = UInt256.MaxValue, DataHash = Fill(0x77) };

    private protected static JournalTransaction NewTransaction(long run, string step, ulong nonce, byte hash) => new()
    {
        RunId = run,
        StepId = step,
        Nonce = nonce,
        Hash = Fill(hash),
        Raw = [2, hash, 255],
        GasLimit = 21_000,
        MaxFee = UInt256.MaxValue,
        PriorityFee = 7,
    };

    private protected async Task<(IJournal Journal, long Run)> StartAsync(params string[] steps)
    {
        IJournal journal = await OpenAsync();
        Assert.True((await journal.AcquireLeaseAsync(Mine, Cancel)).Granted);
        JournalRun run = await journal.OpenRunAsync(Mine, NewRun(), [.. steps.Select(NewStep)], Cancel);
        return (journal, run.Id);
    }

    private protected static Task SignAsync(IJournal journal, long run, string step, ulong nonce, byte hash) =>
        journal.CommitAsync(Mine, [new TransactionSigned(NewTransaction(run, step, nonce, hash))], Cancel);

    private protected static Task MoveAsync(IJournal journal, long run, string step, byte hash, OutboxState state) =>
        journal.CommitAsync(Mine, [new TransactionMoved(run, step, Fill(hash), state)], Cancel);
}
