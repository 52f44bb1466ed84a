namespace Bursar.Chaos.Proxy;

/// <summary>Which request, view of the chain and event is troubled, and how: a function of a seed.</summary>
/// <param name="dice">Decide.</param>
/// <param name="perMille">How many of a thousand requests go wrong.</param>
/// <param name="lies">How many of a hundred windows of requests show a wrong view.</param>
/// <param name="kinds">What may happen.</param>
internal sealed class TroublePlan(Dice dice, int perMille, int lies, IReadOnlyCollection<Trouble> kinds)
{
    /// <summary>Requests for which one view of the chain holds.</summary>
    public const int Window = 30;

    private readonly Dice _requests = dice.For("requests");
    private readonly Dice _views = dice.For("views");
    private readonly Dice _events = dice.For("events");
    private readonly Dice _amounts = dice.For("amounts");
    private readonly Trouble[] _single = [.. kinds.Where(k => k is >= Trouble.Slow and <= Trouble.Truncated)];
    private readonly Trouble[] _lasting = [.. kinds.Where(k => k is >= Trouble.WrongChain and <= Trouble.NoReceipt)];
    private readonly Trouble[] _told = [.. kinds.Where(k => k is Trouble.DoubledEvent or Trouble.LateEvent)];

    /// <summary>A network that works.</summary>
    public static TroublePlan Calm { get; } = new(new Dice(0), 0, 0, []);

    /// <summary>Every kind of trouble.</summary>
    public static IReadOnlyList<Trouble> All { get; } = [.. Enum.GetValues<Trouble>().Where(t => t != Trouble.None)];

    /// <summary>What happens to a request and its answer.</summary>
    public Trouble OfRequest(long number) => Choose(_requests, number, _single, perMille);

    /// <summary>How the chain looks to a request.</summary>
    public Trouble OfView(long number) => Choose(_views, number / Window, _lasting, 10 * lies);

    /// <summary>What happens to an event.</summary>
    public Trouble OfEvent(long number) => Choose(_events, number, _told, 200);

    /// <summary>A number for the trouble at a place, from 0 to <paramref name="below"/> - 1.</summary>
    public int Amount(long number, int below) => _amounts.At(number, below);

    private static Trouble Choose(Dice dice, long number, Trouble[] kinds, int perMille)
    {
        if (kinds.Length == 0)
            return Trouble.None;
        ulong drawn = dice.At(number);
        return drawn % 1000 < (ulong)perMille ? kinds[(int)(drawn / 1000 % (ulong)kinds.Length)] : Trouble.None;
    }
}
