namespace Bursar.App.Verification;

/// <summary>One comparison between what the inputs demand and what the chain holds.</summary>
/// <param name="Subject">The resource, for example <c>drops.airdrop</c>.</param>
/// <param name="What">What was compared.</param>
/// <param name="Expected">What the inputs demand.</param>
/// <param name="Found">What the chain holds.</param>
/// <param name="Ok">Whether they agree.</param>
/// <param name="Row">The row of a list that does not fit, for example <c>recipients.csv:17</c>; null when the check is not about a row.</param>
public sealed record Check(string Subject, string What, string Expected, string Found, bool Ok, string? Row = null);
