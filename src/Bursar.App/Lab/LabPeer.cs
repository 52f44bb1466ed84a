namespace Bursar.App.Lab;

/// <summary>How a consensus client is known to others.</summary>
/// <param name="Id">Its peer id.</param>
/// <param name="Address">Its multiaddress.</param>
public sealed record LabPeer(string Id, string Address);
