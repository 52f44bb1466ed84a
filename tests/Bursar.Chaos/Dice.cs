namespace Bursar.Chaos;

/// <summary>Numbers that follow from a seed alone. A number is asked for by its place, so that no order of threads changes it.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Dice(ulong seed)
{
    private const ulong Golden = 0x9e3779b97f4a7c15;
    private ulong _next;

    /// <summary>Dice of their own for a part of what the seed decides.</summary>
    public Dice For(string part)
    {
        ulong mixed = seed;
        foreach (char c in part)
            mixed = Mix(unchecked((mixed ^ c) + Golden));
        return new Dice(mixed);
    }

    /// <summary>The number at a place.</summary>
    public ulong At(long place) => Mix(unchecked(seed + (Golden * ((ulong)place + 1))));

    /// <summary>The number at a place, from 0 to <paramref name="below"/> - 1.</summary>
    public int At(long place, int below) => (int)(At(place) % (ulong)below);

    /// <summary>The next number, from 0 to <paramref name="below"/> - 1. For one thread.</summary>
    public int Next(int below) => At(checked((long)_next++), below);

    /// <summary>The next number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Next(int low, int high) => low + Next(high - low + 1);

    /// <summary>True in so many cases of a hundred.</summary>
    public bool Chance(int percent) => Next(100) < percent;

    /// <summary>One of them.</summary>
    public T OneOf<T>(IReadOnlyList<T> all) => all[Next(all.Count)];

    /// <summary>Each of them with a chance of so many in a hundred, but at least one.</summary>
    public T[] SomeOf<T>(IReadOnlyList<T> all, int percent)
    {
        T[] some = [.. all.Where(_ => Chance(percent))];
        return some.Length > 0 ? some : [OneOf(all)];
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }
}
