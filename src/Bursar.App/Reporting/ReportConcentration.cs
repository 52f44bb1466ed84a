namespace Bursar.App.Reporting;

/// <summary>How concentrated holdings are at one moment.</summary>
/// <param name="Label">The moment in words, for example <c>Before</c> or <c>When everybody has claimed</c>.</param>
/// <param name="Holders">Accounts with a balance.</param>
/// <param name="Gini">Gini coefficient, 0 to 1.</param>
/// <param name="TopOneShare">Share of the largest holder, 0 to 1.</param>
/// <param name="TopTenShare">Share of the ten largest, 0 to 1.</param>
/// <param name="Nakamoto">Fewest holders with more than half.</param>
public sealed record ReportConcentration(string Label, long Holders, double Gini, double TopOneShare, double TopTenShare, long Nakamoto);
