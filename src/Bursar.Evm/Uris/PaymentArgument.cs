namespace Bursar.Evm.Uris;

/// <summary>An argument of the function that a payment request calls.</summary>
/// <param name="Type">Its ABI type, such as <c>uint256</c>.</param>
/// <param name="Value">Its value: decimal digits, an address with its checksum, an ENS name in place of one, or text.</param>
public readonly record struct PaymentArgument(string Type, string Value);
