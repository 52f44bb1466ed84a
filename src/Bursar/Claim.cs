using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>What was claimed.</summary>
/// <param name="Account">Whose rows.</param>
/// <param name="Amount">How much.</param>
/// <param name="Sent">What was sent.</param>
public sealed record Claim(Address Account, Amount Amount, Sent Sent);
