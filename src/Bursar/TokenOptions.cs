using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A token that somebody wants: a fixed supply, minted at creation, and no powers over it for anybody.</summary>
public sealed record TokenOptions
{
    /// <summary>Its name, one line of at most 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its symbol, one word of at most 20 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>The whole supply, in whole tokens: <c>1_000_000</c>.</summary>
    public required Quantity Supply { get; init; }

    /// <summary>Digits after the point, 0 to 38.</summary>
    public byte Decimals { get; init; } = 18;

    /// <summary>Who is recorded as its owner, which gives no power over it; null for the client's account.</summary>
    public Address? Owner { get; init; }

    /// <summary>Who holds the supply at first, adding up to it; empty for the owner alone.</summary>
    public IReadOnlyList<GenesisShare> Genesis { get; init; } = [];

    /// <summary>Names this very token: the same order with the same key finds the token that it made, a different order with it is refused. Null for the symbol, unrefused.</summary>
    public string? IdempotencyKey { get; init; }
}
