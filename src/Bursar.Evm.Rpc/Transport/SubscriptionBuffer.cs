namespace Bursar.Evm.Rpc.Transport;

/// <summary>How notifications wait for a reader that is busy.</summary>
/// <param name="Capacity">Most that wait, at least 1.</param>
/// <param name="NewestOnly">True to forget the oldest when full, for a reader who only wants to know that something happened; otherwise being full
/// ends the subscription with an exception, so that nothing is lost in silence.</param>
public readonly record struct SubscriptionBuffer(int Capacity, bool NewestOnly = false);
