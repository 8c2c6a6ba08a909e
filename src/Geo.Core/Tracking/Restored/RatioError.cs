namespace Geo.Core.Tracking.Restored;

/// <summary>The error of a mean ratio: of the seasons and of what is common to them.</summary>
/// <param name="Value">One standard error.</param>
/// <param name="Freedom">Degrees of freedom behind it.</param>
internal readonly record struct RatioError(double Value, double Freedom)
{
    /// <param name="widened">Error of the mean from the seasons' spread, widened for their correlation.</param>
    /// <param name="measured">What the seasons' own errors imply for the mean: the spread holds it already, so that it is a floor and not added.</param>
    /// <param name="common">Error common to all seasons: outside the spread, so that it is added.</param>
    /// <param name="freedom">Degrees of freedom of the spread.</param>
    /// <remarks>Welch–Satterthwaite: the common error counts as known. A floor that rules keeps the spread's few degrees: the careful side.</remarks>
    public static RatioError Of(double widened, double measured, double common, double freedom)
    {
        double seasons = Math.Max(widened, measured), value = Math.Sqrt(seasons * seasons + common * common);
        return new RatioError(value, seasons > 0 ? freedom * Math.Pow(value / seasons, 4) : freedom);
    }

    /// <summary>Quantile of t at a one-sided confidence; beyond a million degrees of freedom it is the normal one.</summary>
    public double Quantile(double confidence) => StudentT.Quantile(confidence, Math.Min(Freedom, 1e6));

    /// <summary>Probability that a bound <paramref name="confidence"/> clears a share that lies <paramref name="distance"/> away from the truth.</summary>
    public double Power(double distance, double confidence)
    {
        if (Value <= 0) return distance >= 0 ? 1 : 0;
        return StudentT.Beyond(Quantile(confidence), Math.Min(Freedom, 1e6), distance / Value);
    }
}
