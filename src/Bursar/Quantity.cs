using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>How much of a token, in whole tokens as people write it: <c>500</c>, <c>0.25m</c> or <c>"1_000.5"</c>. No floating point.</summary>
/// <remarks>It has no decimals of its own. Together with a token it is an <see cref="Amount"/>: never rounded, and refused when it has more digits
/// after the point than the token.</remarks>
public readonly record struct Quantity
{
    private readonly string? _text;
    private readonly Amount? _exact;

    private Quantity(string text) => _text = text;

    private Quantity(Amount exact) => _exact = exact;

    /// <summary>A text such as <c>1_000.5</c>; it is read when the token's decimals are known.</summary>
    public static implicit operator Quantity(string text) => new(text);

    /// <summary>A whole number of tokens.</summary>
    public static implicit operator Quantity(int tokens) => new(tokens.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number of tokens.</summary>
    public static implicit operator Quantity(long tokens) => new(tokens.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number of tokens.</summary>
    public static implicit operator Quantity(ulong tokens) => new(tokens.ToString(CultureInfo.InvariantCulture));

    /// <summary>A decimal number of tokens, exactly.</summary>
    public static implicit operator Quantity(decimal tokens) => new(tokens.ToString(CultureInfo.InvariantCulture));

    /// <summary>An amount that is exact already; the token must have its decimals.</summary>
    public static implicit operator Quantity(Amount amount) => new(amount);

    /// <summary>The amount for a token of these decimals.</summary>
    /// <exception cref="FaultException">It is negative, malformed, too large, or has more digits after the point than the token.</exception>
    public Amount With(byte decimals)
    {
        if (_exact is { } exact)
        {
            return exact.Decimals == decimals ? exact : throw new FaultException(
                new Fault("token.other-decimals", $"the amount {exact} has {exact.Decimals} decimals, the token has {decimals}.", "amount", "Make the amount with the token's own Amount(…)."));
        }

        return Evm.Primitives.Amount.TryParse(_text ?? "0", decimals, out Amount amount) ? amount : throw new FaultException(
            new Fault("token.bad-amount", $"'{_text}' is no amount with at most {decimals} digits after the point.", "amount", "Write digits and at most one point, for example 1_000.5."));
    }

    /// <summary>The text as it was given.</summary>
    public override string ToString() => _exact?.ToString() ?? _text ?? "0";
}
