namespace Bursar.Core.Launch;

/// <summary>What the amounts of a list count.</summary>
public enum ListUnit
{
    /// <summary>Whole tokens, with a fraction of at most the token's decimals.</summary>
    Tokens,

    /// <summary>Base units: the integers that the contract holds.</summary>
    Base,
}
