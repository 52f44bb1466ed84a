using System.Collections.Concurrent;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Transport;
using Bursar.Storage;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>What the engine tests share: a folder for journals, steps that count, and short limits.</summary>
public abstract class OutboxTestBase : IAsyncDisposable
{
    private protected static readonly NetworkProfile Instant = OutboxChain.Network(new FinalityRule(FinalityKind.Instant));
    private protected static readonly NetworkProfile Deep = OutboxChain.Network(new FinalityRule(FinalityKind.Depth, 5, 2));

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-outbox-").FullName;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected static OutboxOptions Options { get; } = new()
    {
        LeaseDuration = TimeSpan.FromMilliseconds(300),
        LeaseWait = TimeSpan.FromSeconds(20),
        PollInterval = TimeSpan.FromMilliseconds(30),
        RebroadcastAfter = TimeSpan.FromMilliseconds(200),
        InclusionTimeout = TimeSpan.FromMinutes(1),
        FundsWait = TimeSpan.Zero,
        Bump = new FeeBumpSchedule { AfterBlocks = 1_000_000 },
    };

    private protected ConcurrentQueue<OutboxProgress> Reports { get; } = new();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected async Task<IJournal> JournalAsync(string name = "journal") => (await SqliteJournal.OpenAsync(JournalFile(name), TimeProvider.System, Cancel)).Value;

    private protected string JournalFile(string name = "journal") => Path.Combine(_folder, name + ".db");

    /// <summary>A step that counts key <paramref name="key"/> up once; it is done when the counter is 1.</summary>
    private protected static PlanStep Step(ulong key, ulong needs = 0, UInt256 value = default, params string[] after) => new()
    {
        Id = $"count-{key}",
        Title = $"counts {key} up",
        To = OutboxChain.Counter,
        Value = value,
        Data = [.. ((UInt256)key).ToBigEndian(), .. ((UInt256)needs).ToBigEndian()],
        Gas = 60_000,
        Check = new StepCheck(OutboxChain.Counter, ((UInt256)key).ToBigEndian(), UInt256.One.ToBigEndian()),
        After = after.Length > 0 ? after : needs == 0 ? [] : [$"count-{needs}"],
    };

    private protected static OutboxJob Job(OutboxChain chain, params IReadOnlyList<PlanStep> steps) => new()
    {
        PlanHash = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(string.Join('|', steps.Select(s => $"{s.Id} {Hex.Encode(s.Data)}")))),
        Chain = new ChainId(31337),
        Genesis = chain.Genesis,
        Operator = chain.Signer.Address,
        Steps = steps,
    };

    private protected async Task<Result<OutboxOutcome>> ApplyAsync(
        OutboxChain chain, IJournal journal, OutboxJob job, OutboxOptions? options = null, NetworkProfile? network = null,
        Func<IRpcTransport, IRpcTransport>? wrap = null, TimeProvider? time = null)
    {
        var engine = new OutboxEngine(chain.Connect(wrap), chain.Signer, journal, network ?? Instant, new OpenGate(), time ?? TimeProvider.System);
        return await engine.ApplyAsync(job, options ?? Options, new Collector(Reports), Cancel);
    }

    private protected static async Task AssertCountedOnceAsync(OutboxChain chain, OutboxJob job, string context = "")
    {
        foreach (PlanStep step in job.Steps)
        {
            UInt256 count = await chain.CountAsync((ulong)new UInt256(step.Data.AsSpan(0, 32)));
            Assert.True(count == UInt256.One, $"{step.Id} happened {count} times {context}");
        }
    }

    private protected static void AssertDone(Result<OutboxOutcome> result)
    {
        Assert.True(result.IsOk, string.Join("; ", result.Faults));
        Assert.Null(result.Value.NotFinal);
        Assert.All(result.Value.Steps, s => Assert.Equal(OutboxState.Final, s.State));
    }

    private protected static Fault AssertFault(string code, FaultKind kind, Result<OutboxOutcome> result)
    {
        Assert.False(result.IsOk, $"expected {code}, but it went through");
        Fault fault = Assert.Single(result.Faults);
        Assert.Equal((code, kind), (fault.Code, fault.Kind));
        return fault;
    }

    private sealed class Collector(ConcurrentQueue<OutboxProgress> reports) : IProgress<OutboxProgress>
    {
        public void Report(OutboxProgress value) => reports.Enqueue(value);
    }
}
