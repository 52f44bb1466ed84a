using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>How a list is read, and the limits that an untrusted file must keep to.</summary>
public sealed record ListReadOptions
{
    /// <summary>Name of the file, for faults.</summary>
    public required string FileName { get; init; }

    /// <summary>Null when amounts are base units; otherwise amounts are human text with at most this many digits after the point (0 to 77).</summary>
    public byte? Decimals { get; init; }

    /// <summary>True when nobody chose <see cref="Decimals"/>: a format that has a unit of its own may then overrule it. Otherwise a contradiction is a fault.</summary>
    public bool UnitIsDefault { get; init; }

    /// <summary>The format; null to recognise it by content.</summary>
    public ListFormat? Format { get; init; }

    /// <summary>Whose rows are taken from a list that names tokens; the others are left out. Null when the list may only have one.</summary>
    public Asset? Token { get; init; }

    /// <summary>The token that will be given; a list that names another one is refused. Null when it is not known yet.</summary>
    public Address? ExpectedToken { get; init; }

    /// <summary>Decimals of tokens, for lists with several in whole tokens; <see cref="Decimals"/> holds when the list has only one.</summary>
    public IReadOnlyDictionary<Address, byte> TokenDecimals { get; init; } = new Dictionary<Address, byte>();

    /// <summary>The chain, which EIP-3770 prefixes must name; null when it is not known, and all prefixes must then be equal.</summary>
    public ChainId? Chain { get; init; }

    /// <summary>Offset from UTC of times that are written without a zone; null to refuse them.</summary>
    public TimeSpan? Zone { get; init; }

    /// <summary>How digits in a JSON text are read where tools disagree; null to refuse them.</summary>
    public DigitReading? Digits { get; init; }

    /// <summary>Columns whose content may be lost when the list is taken as accounts and amounts.</summary>
    public ListFields Lose { get; init; }

    /// <summary>Leaves rows of amount 0 out, as Merkl's trees do, instead of refusing them.</summary>
    public bool LeaveOutZero { get; init; }

    /// <summary>Rows that are otherwise refused.</summary>
    public AllowedRows Allow { get; init; }

    /// <summary>Most rows.</summary>
    public int MaxRows { get; init; } = 5_000_000;

    /// <summary>Most bytes of text, after decompression.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Most bytes of one line.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Most bytes of text for each compressed byte, looked at once more than a mebibyte came out.</summary>
    public int MaxCompressionRatio { get; init; } = 100;

    /// <summary>Faults that are kept, in the order of the file; one more says how many there are in all.</summary>
    public int MaxFaults { get; init; } = 1_000;
}
