using System.Diagnostics.CodeAnalysis;
using System.Text;
using Bursar.Evm.Names;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Uris;

/// <summary>A request for a payment or a call, as wallets read it from a link or a QR code (EIP-681): <c>ethereum:0x…@1/transfer?address=0x…&amp;uint256=1</c>.</summary>
public sealed record PaymentRequest
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Whom to pay or call; null when <see cref="TargetName"/> says it.</summary>
    public Address? Target { get; init; }

    /// <summary>Whom to pay or call, by name; null when <see cref="Target"/> says it.</summary>
    public EnsName? TargetName { get; init; }

    /// <summary>The chain; null for the one that the payer's wallet is on, which is rarely wise.</summary>
    public ChainId? ChainId { get; init; }

    /// <summary>The function to call; null for a payment in the chain's own coin.</summary>
    public string? Function { get; init; }

    /// <summary>The function's arguments, in order.</summary>
    public IReadOnlyList<PaymentArgument> Arguments { get; init; } = [];

    /// <summary>Wei to send along.</summary>
    public UInt256? Value { get; init; }

    /// <summary>The gas that the transaction may use.</summary>
    public UInt256? GasLimit { get; init; }

    /// <summary>Wei for one unit of gas.</summary>
    public UInt256? GasPrice { get; init; }

    /// <summary>A request for a token: <c>transfer(address,uint256)</c> on the token's contract.</summary>
    /// <param name="token">The token.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="payee">Who shall get it.</param>
    /// <param name="amount">How much, in base units.</param>
    public static PaymentRequest OfToken(Address token, ChainId chain, Address payee, UInt256 amount) => new()
    {
        Target = token,
        ChainId = chain,
        Function = "transfer",
        Arguments = [new PaymentArgument("address", payee.ToString()), new PaymentArgument("uint256", amount.ToString())],
    };

    /// <summary>Whether this asks for a token, and for whom and how much.</summary>
    /// <param name="payee">Who shall get it.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>False for another call, and when token or payee are given by name.</returns>
    public bool TryGetTokenTransfer(out Address payee, out UInt256 amount)
    {
        (payee, amount) = (default, default);
        return Target is not null && Function == "transfer" && Value is null or { IsZero: true } && Arguments is [{ Type: "address" } to, { Type: "uint256" } much]
            && Address.TryParse(to.Value, out payee) && UInt256.TryParseDecimal(much.Value, out amount);
    }

    /// <summary>Reads a request; strict, so that nobody pays what the text does not say.</summary>
    /// <returns>False, and the reason in <paramref name="problem"/>, for anything that EIP-681 does not define.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out PaymentRequest? request, [NotNullWhen(false)] out string? problem) =>
        PaymentRequestReader.TryRead(text, out request, out problem);

    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static PaymentRequest Parse(string text) => TryParse(text, out PaymentRequest? request, out string? problem) ? request : throw new FormatException(problem);

    /// <inheritdoc/>
    public bool Equals(PaymentRequest? other) => other is not null && Target == other.Target && Equals(TargetName, other.TargetName) && ChainId == other.ChainId
        && Function == other.Function && Value == other.Value && GasLimit == other.GasLimit && GasPrice == other.GasPrice && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Target, TargetName, ChainId, Function, Value, Arguments.Count);

    /// <summary>The text, for a link or a QR code. Numbers are written out.</summary>
    /// <exception cref="InvalidOperationException">There is no target or there are two, or arguments without a function.</exception>
    public override string ToString()
    {
        if ((Target is null) == (TargetName is null))
            throw new InvalidOperationException("a payment request has either an address or a name as its target");
        if (Function is null && Arguments.Count > 0)
            throw new InvalidOperationException("arguments need a function");
        var text = new StringBuilder("ethereum:");
        if (TargetName is not null)
            text.Append("pay-");
        text.Append(Target?.ToString() ?? TargetName!.Text);
        if (ChainId is { } chain)
            text.Append('@').Append(chain);
        if (Function is not null)
            text.Append('/').Append(Uri.EscapeDataString(Function));
        char mark = '?';
        foreach ((string key, string? value) in Pairs())
        {
            if (value is null)
                continue;
            text.Append(mark).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return text.ToString();
    }

    private IEnumerable<(string Key, string? Value)> Pairs() =>
        Arguments.Select(static a => (a.Type, (string?)a.Value)).Concat([("value", Value?.ToString()), ("gasLimit", GasLimit?.ToString()), ("gasPrice", GasPrice?.ToString())]);
}
