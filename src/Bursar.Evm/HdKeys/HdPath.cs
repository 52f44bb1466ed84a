using System.Globalization;

namespace Bursar.Evm.HdKeys;

/// <summary>The way from a wallet's root to one of its keys (BIP-32), for example <c>m/44'/60'/0'/0/0</c>.</summary>
public sealed class HdPath : IEquatable<HdPath>
{
    /// <summary>What a hardened step adds to its number.</summary>
    public const uint Hardened = 0x8000_0000;

    /// <summary>Most steps in a path.</summary>
    public const int MaxSteps = 255;

    private readonly uint[] _steps;

    private HdPath(uint[] steps) => _steps = steps;

    /// <summary>The root, <c>m</c>.</summary>
    public static HdPath Root { get; } = new([]);

    /// <summary>The steps, from the root; a hardened one has <see cref="Hardened"/> added.</summary>
    public IReadOnlyList<uint> Steps => _steps;

    /// <summary>The path of an Ethereum account (BIP-44): <c>m/44'/60'/0'/0/</c> and its number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is 2^31 or above.</exception>
    public static HdPath Ethereum(uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Hardened);
        return new HdPath([44 | Hardened, 60 | Hardened, Hardened, 0, index]);
    }

    /// <summary>Reads <c>m</c> and steps after slashes: decimal numbers below 2^31 without leading zeros, a hardened one with <c>'</c>, <c>h</c> or <c>H</c> behind it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HdPath? path)
    {
        path = null;
        if (text.IsEmpty || text[0] != 'm')
            return false;
        var steps = new List<uint>();
        text = text[1..];
        while (!text.IsEmpty)
        {
            if (text[0] != '/' || steps.Count == MaxSteps)
                return false;
            int end = text[1..].IndexOf('/');
            ReadOnlySpan<char> step = end < 0 ? text[1..] : text.Slice(1, end);
            text = text[(step.Length + 1)..];
            bool hardened = !step.IsEmpty && step[^1] is '\'' or 'h' or 'H';
            ReadOnlySpan<char> digits = hardened ? step[..^1] : step;
            if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) || number >= Hardened || (digits.Length > 1 && digits[0] == '0'))
                return false;
            steps.Add(hardened ? number | Hardened : number);
        }

        path = new HdPath([.. steps]);
        return true;
    }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">The text has another shape.</exception>
    public static HdPath Parse(ReadOnlySpan<char> text) => TryParse(text, out HdPath? path)
        ? path
        : throw new FormatException("a path is m and steps such as m/44'/60'/0'/0/0");

    /// <inheritdoc/>
    public bool Equals(HdPath? other) => other is not null && _steps.AsSpan().SequenceEqual(other._steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HdPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (uint step in _steps)
            hash.Add(step);
        return hash.ToHashCode();
    }

    /// <summary>The path, hardened steps with an apostrophe.</summary>
    public override string ToString() => "m" + string.Concat(_steps.Select(static s => s >= Hardened ? $"/{s - Hardened}'" : $"/{s}"));
}
