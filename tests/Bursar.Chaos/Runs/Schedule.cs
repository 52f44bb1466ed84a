using Bursar.Chaos.Proxy;

namespace Bursar.Chaos.Runs;

/// <summary>Everything that a seed decides of a run.</summary>
internal sealed class Schedule
{
    /// <summary>Blocks on top with which a block of the run's network is final.</summary>
    public const int FinalDepth = 12;

    private const int DeepestReorg = 24;
    private readonly int _together;
    private readonly Dice _blocks;

    /// <summary>Longer than anything that the program waits for by itself before it acts: another offer, the same bytes again, a time-out.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(45);

    /// <summary>Draws a schedule.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="size">The size of the run.</param>
    /// <param name="possible">The kinds of event that this machine can bring about.</param>
    public Schedule(ulong seed, ChaosSize size, IReadOnlyCollection<EventKind> possible)
    {
        Seed = seed;
        Size = size;
        Dice dice = new Dice(seed).For("run");
        OverWebSocket = dice.Chance(40);
        Tick = TimeSpan.FromMilliseconds(dice.Next(30, 70));
        Patience = TimeSpan.FromSeconds(dice.Chance(size == ChaosSize.Full ? 15 : 0) ? 50 : dice.Next(5, 9));
        Batch = dice.Next(size.Batch, 2 * size.Batch);
        SkipFailures = dice.Chance(50);
        Trouble = new TroublePlan(
            new Dice(seed).For("proxy"),
            perMille: dice.Chance(20) ? 0 : size.Noise * dice.Next(2, 20),
            lies: dice.Chance(30) ? 0 : size.Noise * dice.Next(1, 7),
            dice.SomeOf(TroublePlan.All, 40));

        Watched = dice.Chance(30);
        NodeSeconds = dice.Next(2, 4);
        _together = dice.Next(1, 4);
        _blocks = new Dice(seed).For("blocks");

        // The draw does not depend on what is possible here, so that a seed means the same on every machine.
        EventKind[] kinds = dice.SomeOf([.. Enum.GetValues<EventKind>().Where(k => k != EventKind.DeepReorg)], 55);
        Events =
        [
            .. Enumerable.Range(0, dice.Next(size.Events / 3, size.Events))
                .Select(_ => new ChaosEvent(dice.Next(2, size.Horizon), dice.OneOf(kinds), dice.Next(10_000)))
                .Concat(dice.Chance(8) ? [new ChaosEvent(dice.Next(size.Horizon / 3, size.Horizon), EventKind.DeepReorg, dice.Next(10_000))] : Array.Empty<ChaosEvent>())
                .Where(e => possible.Contains(e.Kind))
                .OrderBy(e => e.Request),
        ];
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The size of the run.</summary>
    public ChaosSize Size { get; }

    /// <summary>Whether the program talks to its node over a WebSocket.</summary>
    public bool OverWebSocket { get; }

    /// <summary>Whether somebody follows the token's logs.</summary>
    public bool Watched { get; }

    /// <summary>Time between blocks, or between several that come at once.</summary>
    public TimeSpan Tick { get; }

    /// <summary>Seconds that the program gives its node for an answer.</summary>
    public int NodeSeconds { get; }

    /// <summary>After how long the operator kills a command that does not end, and starts it again.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; }

    /// <summary>Whether failing rows are skipped, which is paid by another way of the contract.</summary>
    public bool SkipFailures { get; }

    /// <summary>What the proxy does.</summary>
    public TroublePlan Trouble { get; }

    /// <summary>What happens, by request.</summary>
    public IReadOnlyList<ChaosEvent> Events { get; }

    /// <summary>How many blocks come at a tick.</summary>
    public int BlocksAt(int tick) => 1 + _blocks.At(tick, _together);

    /// <summary>Depth of a reorganisation within the rule.</summary>
    public static int DepthOf(ChaosEvent reorg) => reorg.Kind == EventKind.DeepReorg
        ? FinalDepth + 1 + (reorg.Amount % (DeepestReorg - FinalDepth))
        : 1 + (reorg.Amount % FinalDepth);
}
