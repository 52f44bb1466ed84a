namespace Bursar.Contracts;

/// <summary>How the code at an address differs from the code that is expected there.</summary>
public enum CodeDifference
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>There is no code.</summary>
    NoCode,

    /// <summary>The account is a user's that delegates to other code (EIP-7702), not a contract.</summary>
    Delegation,

    /// <summary>It is shorter or longer.</summary>
    Length,

    /// <summary>A byte outside the immutable values differs.</summary>
    Bytes,

    /// <summary>An immutable value is not the same in all the places where the compiler puts it.</summary>
    Immutable,
}
