namespace Bursar.Evm.Rlp;

/// <summary>Why bytes are not the RLP item that was asked for.</summary>
public enum RlpError
{
    /// <summary>No error.</summary>
    None,

    /// <summary>There is no further item.</summary>
    End,

    /// <summary>An item claims more bytes than there are.</summary>
    Truncated,

    /// <summary>A length or a single byte is not written in its shortest form.</summary>
    NotCanonical,

    /// <summary>A byte string stands where a list was asked for.</summary>
    NotAList,

    /// <summary>A list stands where a byte string was asked for.</summary>
    NotBytes,

    /// <summary>The byte string has another length than the type that was asked for.</summary>
    WrongLength,

    /// <summary>An integer starts with a zero byte.</summary>
    LeadingZero,

    /// <summary>Bytes follow the last item that was expected.</summary>
    Trailing,

    /// <summary>Lists are nested deeper than the limit.</summary>
    TooDeep,

    /// <summary>There are more bytes than the limit.</summary>
    TooLong,
}
