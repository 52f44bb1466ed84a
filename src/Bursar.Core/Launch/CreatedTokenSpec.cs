using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A token that the launch creates: a fixed supply, minted to the genesis holders in the creating transaction.</summary>
public sealed record CreatedTokenSpec : TokenSpec
{
    /// <summary>ERC-20 <c>name()</c>.</summary>
    public required string Name { get; init; }

    /// <summary>ERC-20 <c>symbol()</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The whole supply; more than zero.</summary>
    public required Amount Supply { get; init; }

    /// <summary>Who is recorded as the token's owner. The record gives no power over the token.</summary>
    public required Address Owner { get; init; }

    /// <summary>Who holds the supply at first.</summary>
    public required GenesisSpec Genesis { get; init; }

    /// <summary>Checks the rows of a genesis list against the supply.</summary>
    /// <returns>The faults, pointing into the launch file; none when the rows are at most <see cref="GenesisSpec.MaxRows"/>, have an account
    /// and an amount each, and add up to the supply.</returns>
    public IReadOnlyList<Fault> CheckGenesis(IReadOnlyList<RecipientRow> rows) => GenesisCheck.Run(this, rows);
}
