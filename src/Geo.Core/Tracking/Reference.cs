namespace Geo.Core.Tracking;

/// <summary>The cover of undisturbed ground near a site on one date.</summary>
/// <param name="Pixels">Pixels that count.</param>
/// <param name="Ndvi">Median; null where no pixel is left.</param>
/// <param name="NdviError">Its standard error.</param>
/// <param name="Cover">Median.</param>
/// <param name="CoverError">Its standard error, without that of the end members.</param>
/// <param name="Spread">1.4826 times the median absolute deviation of the cover.</param>
internal sealed record Reference(int Pixels, double? Ndvi, double NdviError, double? Cover, double CoverError, double Spread)
{
    // A normal distribution: sd = 1.4826 MAD; the median's standard error is sqrt(pi / 2) sd / sqrt(n).
    private const double SdOfMad = 1.4826;

    /// <summary>The medians over what is seen; water and bright roofs are left out where the date shows them.</summary>
    public static Reference Of(SiteGround ground, Pixels seen, RestorationRules rules)
    {
        int most = ground.Ring.Count(weight => weight > 0), count = 0;
        double[] ndvi = new double[most], cover = new double[most], weights = new double[most];
        for (int i = 0; i < ground.Ring.Length; i++)
        {
            if (!(ground.Ring[i] > 0) || float.IsNaN(seen.Ndvi[i]) || seen.Water[i] || seen.Hot?[i] > rules.Observing.RoofAbove) continue;
            (ndvi[count], cover[count], weights[count]) = (seen.Ndvi[i], seen.Cover[i], ground.Ring[i]);
            count++;
        }

        if (count == 0) return new Reference(0, null, 0, null, 0, 0);
        Array.Resize(ref weights, count);
        Func<double[], double> median = ground.IsMatched ? values => Order.Median(values[..count], weights) : values => Order.Median(((double[])values.Clone()).AsSpan(0, count));
        double independent = Math.Max(1, SlopeMatch.Effective(weights) / rules.PixelsPerIndependent);
        double middle = median(ndvi), middleCover = median(cover);
        double Spread(double[] values, double about) => SdOfMad * median([.. values.Select(v => Math.Abs(v - about))]);
        double Error(double spread) => Math.Sqrt(Math.PI / 2) * spread / Math.Sqrt(independent);
        double spread = Spread(cover, middleCover);
        return new Reference(count, middle, Error(Spread(ndvi, middle)), middleCover, Error(spread), spread);
    }
}
