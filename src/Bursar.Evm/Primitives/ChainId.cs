namespace Bursar.Evm.Primitives;

/// <summary>The number that tells chains apart in signatures (EIP-155).</summary>
/// <param name="Value">The chain id, as in <c>eth_chainId</c>.</param>
public readonly record struct ChainId(ulong Value)
{
    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
