using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A list beside the launch file.</summary>
public sealed record ListSpec
{
    /// <summary>Path relative to the launch file's folder, with <c>/</c>; never absolute, never with <c>..</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the amounts of the list count.</summary>
    public required ListUnit Unit { get; init; }

    /// <summary>True when the file does not say the unit: a format that has one of its own may then overrule it.</summary>
    public bool UnitIsDefault { get; init; } = true;

    /// <summary>The format; null to recognise it by content.</summary>
    public ListFormat? Format { get; init; }

    /// <summary>Whose rows are taken from a list that names tokens; null when it may only have one.</summary>
    public Asset? Token { get; init; }

    /// <summary>How digits in JSON texts are read where tools disagree; null to refuse them.</summary>
    public DigitReading? Digits { get; init; }

    /// <summary>Zone of times that name none; null to refuse them.</summary>
    public TimeSpan? Zone { get; init; }

    /// <summary>What the list says that is of no importance here.</summary>
    public ListFields Lose { get; init; }

    /// <summary>Whether rows of amount 0 are left out instead of refused.</summary>
    public bool LeaveOutZero { get; init; }

    /// <summary>Rows that are refused unless they are named here.</summary>
    public required AllowedRows Allow { get; init; }

    /// <summary>Where the path stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>How the list is read.</summary>
    /// <param name="decimals">Decimals of the token that is given.</param>
    /// <param name="token">Its address; null when it is created.</param>
    /// <param name="chain">The chain that it is given on.</param>
    public ListReadOptions ReadOptions(byte decimals, Address? token, ChainId? chain) => new()
    {
        FileName = Path,
        Decimals = Unit == ListUnit.Tokens ? decimals : null,
        UnitIsDefault = UnitIsDefault,
        Allow = Allow,
        Format = Format,
        Token = Token,
        ExpectedToken = token,
        Chain = chain,
        Digits = Digits,
        Zone = Zone,
        Lose = Lose,
        LeaveOutZero = LeaveOutZero,
    };
}
