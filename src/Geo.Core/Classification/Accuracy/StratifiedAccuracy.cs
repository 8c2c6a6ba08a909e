namespace Geo.Core.Classification.Accuracy;

/// <summary>A number with its standard error and 95 % interval.</summary>
/// <param name="Value">The estimate; NaN where there is none.</param>
/// <param name="StandardError">By Olofsson et al. 2014 (eq. 5–10): 1.96 of it are the published half-width.</param>
/// <param name="Lower">Lower end of the interval that holds its 95 %.</param>
/// <param name="Upper">Upper end.</param>
public sealed record IntervalEstimate(double Value, double StandardError, double Lower, double Upper);

/// <summary>Area-adjusted figures of one class.</summary>
/// <param name="Class">Name.</param>
/// <param name="UsersAccuracy">Precision; 1 − it is 误判率.</param>
/// <param name="ProducersAccuracy">Recall; 1 − it is 漏判率.</param>
/// <param name="Area">Share of the region, times its area.</param>
/// <param name="MappedArea">Area as it was mapped, in the same unit; an estimate, where a stratum holds several classes.</param>
public sealed record StratifiedClass(string Class, IntervalEstimate UsersAccuracy, IntervalEstimate ProducersAccuracy, IntervalEstimate Area, double MappedArea);

/// <summary>Labelled places of a stratum.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="Pixels">Its pixels on the map.</param>
/// <param name="Counts">Labelled places by mapped (row) and reference (column) class.</param>
public sealed record StratumTable(string Name, long Pixels, long[,] Counts);

/// <summary>A stratum whose interval rests on few errors, or on none.</summary>
/// <param name="Stratum">Name.</param>
/// <param name="Weight">Its share of the region.</param>
/// <param name="Places">Its labelled places.</param>
/// <param name="Errors">Those whose label is not the map's class.</param>
/// <param name="UpperError">Where exact limits are used (more than half of the ground and no error): how large the share of errors may still be; null elsewhere.</param>
public sealed record StratumWarning(string Stratum, double Weight, long Places, long Errors, double? UpperError)
{
    /// <summary>For people, in one line.</summary>
    public string Text => UpperError is { } upper
        ? $"stratum '{Stratum}' has {Weight:0%} of the ground and no error among {Places} places: exact limits are used, its error may be up to {upper:0.0%}"
        : $"stratum '{Stratum}' shows {Errors} errors among {Places} places: with fewer than {StratifiedAccuracy.FewErrors} the interval may be too short";
}

/// <summary>
/// Accuracy and class areas from a stratified random sample whose strata need not be the map's classes, each with a 95 %
/// interval.
/// </summary>
/// <remarks>
/// Estimates and standard errors: Olofsson et al. 2014 (https://doi.org/10.1016/j.rse.2014.02.015), for other strata Stehman
/// 2014 (https://doi.org/10.1080/01431161.2014.930207), sampling without replacement. Intervals: Wilson's limits of each
/// stratum's share, combined by the square-and-add rule (Zou &amp; Donner 2008, https://doi.org/10.1002/sim.3095); the plain
/// ± 1.96 standard errors cover about 87 % where a stratum has five errors. A stratum that weighs more than one half and
/// shows no error gets exact limits and a warning.
/// </remarks>
public sealed record StratifiedAccuracy(IntervalEstimate OverallAccuracy, IReadOnlyList<StratifiedClass> Classes, IReadOnlyList<StratumWarning> Warnings)
{
    internal const int FewErrors = 5;

    /// <param name="classes">Names, mapped and reference.</param>
    /// <param name="strata">Their labelled places.</param>
    /// <param name="area">Area of the region, any unit.</param>
    /// <exception cref="InputException">A stratum has fewer than two labelled places (one, where it has one pixel).</exception>
    public static StratifiedAccuracy Of(IReadOnlyList<string> classes, IReadOnlyList<StratumTable> strata, double area)
    {
        double region = strata.Sum(s => s.Pixels);
        var parts = new List<WeightedStratum>();
        var warnings = new List<StratumWarning>();
        foreach (StratumTable stratum in strata)
        {
            var part = new WeightedStratum(stratum, stratum.Pixels / region);
            if (part.Places < Math.Min(2, stratum.Pixels))
            {
                throw new InputException("the sample", stratum.Name, $"the stratum has {part.Places} labelled places", "label at least two in every stratum");
            }

            parts.Add(part);
            if (Warning(part) is { } warning) warnings.Add(warning);
        }

        var all = Enumerable.Range(0, classes.Count).ToArray();
        return new StratifiedAccuracy(
            StratifiedShare.Of(parts, (m, r) => m == r, 1),
            [.. all.Select(k => new StratifiedClass(classes[k],
                StratifiedShare.Ratio(parts, k, m => m == k, (m, r) => m == k && r != k),
                StratifiedShare.Ratio(parts, k, m => m != k, (m, r) => m != k && r == k),
                StratifiedShare.Of(parts, (_, r) => r == k, area),
                area * parts.Sum(p => p.Weight * p.Share((m, _) => m == k))))],
            warnings);
    }

    private static StratumWarning? Warning(WeightedStratum part)
    {
        long errors = part.Count((m, r) => m != r);
        if (part.Places == part.Pixels || (!part.Exact && errors >= FewErrors)) return null;
        return new StratumWarning(part.Name, part.Weight, part.Places, errors, part.Exact ? ExactBinomial.Upper(0, part.Places, 0.975) : null);
    }
}
