using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A token that exists already.</summary>
public sealed record ExistingTokenSpec : TokenSpec
{
    /// <summary>Its contract.</summary>
    public required Address Address { get; init; }
}
