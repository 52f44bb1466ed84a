using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A token that the launch creates: a fixed supply, minted to the genesis holders in the creating transaction.</summary>
public sealed record CreatedTokenSpec : TokenSpec
{
    /// <summary>What it can do.</summary>
    public TokenKind Kind { get; init; }

    /// <summary>How its code stands on the chain.</summary>
    public TokenForm Form { get; init; } = TokenForm.Direct;

    /// <summary>ERC-20 <c>name()</c>.</summary>
    public required string Name { get; init; }

    /// <summary>ERC-20 <c>symbol()</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The whole supply; more than zero.</summary>
    public required Amount Supply { get; init; }

    /// <summary>How much may ever be made, the supply included; null for the kinds that make no more than the supply.</summary>
    public Amount? Limit { get; init; }

    /// <summary>Where it is described (ERC-7572); null for nowhere.</summary>
    public string? Uri { get; init; }

    /// <summary>Who manages a managed token. Of the other kinds it is a record, which gives no power over the token.</summary>
    public required Address Owner { get; init; }

    /// <summary>Who holds the supply at first.</summary>
    public required GenesisSpec Genesis { get; init; }

    /// <summary>Checks the rows of a genesis list against the supply.</summary>
    /// <returns>The faults, pointing into the launch file; none when the rows are not too many for the kind, have an account
    /// and an amount each, and add up to the supply.</returns>
    public IReadOnlyList<Fault> CheckGenesis(IReadOnlyList<RecipientRow> rows) => GenesisCheck.Run(this, rows);
}
