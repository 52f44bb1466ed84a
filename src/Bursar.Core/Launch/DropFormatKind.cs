namespace Bursar.Core.Launch;

/// <summary>The kinds of tree that a drop can stand on.</summary>
public enum DropFormatKind
{
    /// <summary>OpenZeppelin's standard tree: double-hashed leaves of <c>abi.encode(account, amount)</c>.</summary>
    Standard,

    /// <summary>One flat tree of packed leaves (account 20 bytes, amount 32 bytes).</summary>
    Packed,

    /// <summary>Packed leaves in shards by the first hexadecimal digits of the account.</summary>
    Sharded,
}
