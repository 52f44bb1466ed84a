using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>An offer for a unit of gas that is signed in advance.</summary>
/// <param name="MaxFee">Most that a unit of gas may cost, in wei; the gas price of a legacy transaction.</param>
/// <param name="Tip">What of it is the tip; null for legacy transactions.</param>
public sealed record CourierFee(UInt256 MaxFee, UInt256? Tip);
