namespace Bursar.Core.Launch;

/// <summary>The share (LP token) of an entry under <c>pools</c>; <see cref="TokenSpec.Key"/> is the entry's.</summary>
public sealed record PoolShareSpec : TokenSpec
{
    /// <summary>Digits after the point of every pool's share.</summary>
    public const byte ShareDecimals = 18;
}
