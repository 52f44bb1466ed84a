namespace Bursar.Evm.Rlp;

/// <summary>Bytes that are not the RLP item that was expected.</summary>
public sealed class RlpException : FormatException
{
    /// <summary>Says what is wrong.</summary>
    public RlpException(RlpError error)
        : base(Describe(error)) => Error = error;

    /// <summary>What is wrong.</summary>
    public RlpError Error { get; }

    private static string Describe(RlpError error) => "not the RLP item that was expected: " + error switch
    {
        RlpError.End => "there is no further item",
        RlpError.Truncated => "an item claims more bytes than there are",
        RlpError.NotCanonical => "a length or a single byte is not in its shortest form",
        RlpError.NotAList => "a byte string instead of a list",
        RlpError.NotBytes => "a list instead of a byte string",
        RlpError.WrongLength => "the byte string has the wrong length for its type",
        RlpError.LeadingZero => "an integer starts with a zero byte",
        RlpError.Trailing => "bytes follow the last item",
        RlpError.TooDeep => "lists are nested too deep",
        RlpError.TooLong => "there are more bytes than the limit",
        _ => "no error was recorded",
    };
}
