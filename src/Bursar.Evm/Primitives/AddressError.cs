namespace Bursar.Evm.Primitives;

/// <summary>Why a text is not an address.</summary>
public enum AddressError
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Not <c>0x</c> and 40 hexadecimal digits.</summary>
    Shape,

    /// <summary>Mixed case that does not fit the EIP-55 checksum.</summary>
    Checksum,
}
