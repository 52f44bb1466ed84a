using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>The chain's own coin. Only payouts give it.</summary>
public sealed record NativeTokenSpec : TokenSpec
{
    /// <summary>The word by which a payout names it.</summary>
    public const string Word = "native";

    /// <summary>Where contracts take an address of a token, zero means the coin.</summary>
    public static Address Address => default;
}
