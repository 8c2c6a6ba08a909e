namespace Geo.Core.Tracking.Restored;

/// <summary>How many further seasons lead to an answer, if mean, spread and errors stay as they are and seasons follow one another.</summary>
internal sealed class SeasonsNeeded(IReadOnlyList<int> years, double seasonSd, double measuredSd, RestorationTestOptions options)
{
    /// <summary>More than a long life: never.</summary>
    private const int Most = 100;

    /// <summary>Further seasons until the mean is shown to lie on its side of the share with the asked power; null for never.</summary>
    /// <param name="distance">How far the mean lies on that side; not above 0: never.</param>
    /// <param name="least">Seasons asked for anyway.</param>
    public int? Until(double distance, int least)
    {
        if (distance <= 0) return null;
        // The power grows with every season: doubling, then halving finds the first one.
        int low = Math.Max(0, least - years.Count), high = low;
        while (Power(high, distance) < options.Power)
        {
            if (high == Most) return null;
            (low, high) = (high + 1, Math.Min(Most, 2 * high + 1));
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Power(middle, distance) >= options.Power) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private double Power(int more, double distance)
    {
        int[] all = [.. years, .. Enumerable.Range(years.Max() + 1, more)];
        var correlation = SeasonCorrelation.Of(all, options.Rho);
        double sd = seasonSd * Math.Sqrt(SeasonCorrelation.Of(years, options.Rho).Unbias);
        double widened = sd * Math.Sqrt(correlation.Factor / all.Length), measured = measuredSd / Math.Sqrt(all.Length);
        return RatioError.Of(widened, measured, options.CommonError, correlation.Freedom).Power(distance, options.Confidence);
    }
}
