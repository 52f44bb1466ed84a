namespace Bursar.App.Reporting;

/// <summary>A point of a Lorenz curve.</summary>
/// <param name="Population">Share of the recipients, the poorest first, 0 to 1.</param>
/// <param name="Share">What they get together, 0 to 1.</param>
public readonly record struct LorenzPoint(double Population, double Share);
