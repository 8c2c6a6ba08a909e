namespace Geo.Core.Zonal;

/// <summary>Statistics of one band in one zone, defined as in <see cref="ZonalStatistics"/>; NaN where no pixel counts.</summary>
/// <param name="Count">Sum of the weights: pixels, in parts.</param>
/// <param name="Mean">Weighted mean.</param>
/// <param name="Stdev">Of the population.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Quantiles">The shares asked for, in their order.</param>
public sealed record ZoneSummary(double Count, double Mean, double Stdev, double Min, double Max, double[] Quantiles);
