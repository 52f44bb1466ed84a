namespace Bursar.App.Courier;

/// <summary>A step that is to be signed. Receiver, value and calldata are not in it: whoever signs derives them.</summary>
/// <param name="Id">The step's id in the plan.</param>
/// <param name="Nonce">The nonce that is fixed for it.</param>
/// <param name="Gas">Its gas limit.</param>
public sealed record CourierStep(string Id, ulong Nonce, ulong Gas);
