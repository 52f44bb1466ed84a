namespace Bursar.App.Reporting;

/// <summary>One comparison between the inputs and the chain.</summary>
/// <param name="Subject">What it belongs to, for example <c>drop.ens</c>.</param>
/// <param name="What">What was compared, in words.</param>
/// <param name="Expected">What the inputs say.</param>
/// <param name="Found">What the chain says.</param>
/// <param name="Ok">True when they agree.</param>
public sealed record ReportCheck(string Subject, string What, string Expected, string Found, bool Ok);
