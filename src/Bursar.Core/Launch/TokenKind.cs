namespace Bursar.Core.Launch;

/// <summary>What a token can do. The numbers are those of the factory's contract.</summary>
public enum TokenKind
{
    /// <summary>A fixed supply; nobody has any power.</summary>
    Fixed,

    /// <summary>Its owner can make more up to a limit, pause, change the description, and hand over or give up each of these.</summary>
    Managed,

    /// <summary>A fixed supply with votes that can be delegated; nobody has any power.</summary>
    Votes,

    /// <summary>As <see cref="Votes"/>, with first holders of any number in tables of code.</summary>
    Genesis,
}
