namespace Bursar.Core.Trees;

/// <summary>How a dump spells what it holds; none of it changes the tree.</summary>
public sealed record DumpStyle
{
    /// <summary>Addresses in lower case instead of EIP-55. OpenZeppelin's library keeps the spelling that it was given.</summary>
    public bool LowerCaseAddresses { get; init; }

    /// <summary>Amounts as ethers v5 objects <c>{"type":"BigNumber","hex":"0x…"}</c> instead of decimal strings.</summary>
    public bool BigNumberAmounts { get; init; }

    /// <summary>The member <c>leafEncoding</c> at the end, where versions before 1.0.6 put it.</summary>
    public bool LeafEncodingLast { get; init; }

    /// <summary>The names of the leaf's types with commas between, where they are not the usual ones, for example <c>uint,address,uint256</c>; null otherwise.</summary>
    public string? TypeNames { get; init; }
}
