namespace Bursar.Core.Lists.Formats;

/// <summary>How digits without <c>0x</c> in a JSON text are read, where tools disagree (Uniswap's map reads <c>"100"</c> as 256).</summary>
public enum DigitReading
{
    /// <summary><c>"100"</c> is one hundred.</summary>
    Decimal,

    /// <summary><c>"100"</c> is 256.</summary>
    Hex,
}
