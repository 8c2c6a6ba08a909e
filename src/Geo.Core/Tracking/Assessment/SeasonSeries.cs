namespace Geo.Core.Tracking.Assessment;

/// <summary>The growing seasons of a site, all of one group of sensors that may be compared, in one variable.</summary>
/// <param name="Variable">What is compared: <see cref="Cover"/> or <see cref="Ndvi"/>.</param>
/// <param name="Why">Why not the cover; null where it is the cover.</param>
/// <param name="Group">The group of sensors taken; null where there are no seasons.</param>
/// <param name="LeftOut">Groups of sensors left out, so that none are mixed silently.</param>
/// <param name="Seasons">In order of time.</param>
/// <param name="Used">Observations that count, in order of time.</param>
public sealed record SeasonSeries(
    string Variable, Sites.Reason? Why, string? Group, IReadOnlyList<string> LeftOut, IReadOnlyList<Season> Seasons, IReadOnlyList<Observation> Used)
{
    /// <summary>Vegetation cover, DOMAIN.md's tested quantity.</summary>
    public const string Cover = "vegetation_cover";

    /// <summary>NDVI, where the reference's cover is too low for the cover's own error.</summary>
    public const string Ndvi = "ndvi";

    /// <summary>Makes the series.</summary>
    /// <param name="observations">All observations of one site, in any order.</param>
    /// <param name="rules">Thresholds.</param>
    public static SeasonSeries Of(IEnumerable<Observation> observations, RestorationRules rules)
    {
        var groups = observations.Where(o => Usable(o, rules)).GroupBy(SensorGroups.Of, StringComparer.Ordinal)
            .Select(g => (Group: g.Key, Used: g.OrderBy(o => o.ObservedAt).ThenBy(o => o.SceneId, StringComparer.Ordinal).ToArray()))
            .OrderByDescending(g => g.Used.Select(o => YearOf(o.ObservedAt)).Distinct().Count()).ThenByDescending(g => g.Used[^1].ObservedAt).ThenBy(g => g.Group, StringComparer.Ordinal)
            .ToArray();
        if (groups.Length == 0)
        {
            return new SeasonSeries(Cover, null, null, [], [], []);
        }

        Observation[] used = groups[0].Used;
        var (variable, why) = Choose(used, rules);
        // A date counts where both sides of the ratio were seen.
        used = [.. used.Where(o => variable == Cover || o is { NdviMean: not null, ReferenceNdvi: > 0 })];
        Season[] seasons = [.. used.GroupBy(o => YearOf(o.ObservedAt)).Where(g => g.Count() >= rules.Value("season_observations_at_least"))
            .OrderBy(g => g.Key).Select(g => SeasonOf(g.Key, [.. g], variable, rules))];
        return new SeasonSeries(variable, why, groups[0].Group, [.. groups.Skip(1).Select(g => g.Group)], seasons, used);
    }

    /// <summary>The year at the place, not in UTC.</summary>
    public static int YearOf(DateTimeOffset at) => ChinaTime.Of(at).Year;

    /// <summary>Site over reference of one date that counts.</summary>
    internal double RatioOf(Observation o) => Variable == Cover ? o.Cover!.Value / o.ReferenceCover!.Value : o.NdviMean!.Value / o.ReferenceNdvi!.Value;

    private static bool Usable(Observation o, RestorationRules rules) =>
        o is { Cover: not null, ReferenceCover: > 0 } && o.ValidShare >= rules.ValidShare && o.ReferencePixels >= rules.ReferencePixels
        && ChinaTime.Of(o.ObservedAt).Month >= rules.FirstMonth && ChinaTime.Of(o.ObservedAt).Month <= rules.LastMonth;

    private static (string, Sites.Reason?) Choose(Observation[] used, RestorationRules rules)
    {
        double cover = Median(used.Select(o => o.ReferenceCover!.Value)), limit = rules.Value("cover_test_reference_at_least");
        int alsoNdvi = used.Count(o => o is { NdviMean: not null, ReferenceNdvi: > 0 });
        return cover >= limit || alsoNdvi == 0 ? (Cover, null) : (Ndvi, new Sites.Reason(
            FormattableString.Invariant($"参照植被覆盖度中位数 {cover:0.00} 低于 {limit:0.00}，改以 NDVI 检验"),
            FormattableString.Invariant($"the reference's median cover {cover:0.00} is below {limit:0.00}: NDVI is tested instead")));
    }

    private static Season SeasonOf(int year, Observation[] dates, string variable, RestorationRules rules)
    {
        bool cover = variable == Cover;
        double Site(Observation o) => cover ? o.Cover!.Value : o.NdviMean!.Value;
        double Around(Observation o) => cover ? o.ReferenceCover!.Value : o.ReferenceNdvi!.Value;
        // The end members err for site and reference alike and leave the ratio nearly alone: they are left out where the parts are known.
        double SiteError(Observation o) => cover
            ? o.NdviUncertainty / (rules.NdviFull - rules.NdviBare) ?? o.CoverUncertainty ?? 0
            : o.NdviUncertainty ?? 0;
        double AroundError(Observation o) => (cover ? o.ReferenceCoverUncertainty : o.ReferenceNdviUncertainty) ?? 0;
        double? Known(Func<Observation, double?> of) => dates.Select(of).OfType<double>().ToArray() is { Length: > 0 } values ? Median(values) : null;

        double ratio = Median(dates.Select(o => Site(o) / Around(o))), reference = Median(dates.Select(Around));
        return new Season(
            year, variable, ratio * reference,
            // Dates share their ground and their sensor: more of them do not shrink the error, the season's own spread widens it.
            Math.Max(Median(dates.Select(SiteError)), Spread([.. dates.Select(o => Site(o) / Around(o) * reference)])), reference, Median(dates.Select(AroundError)), ratio,
            Known(o => o.RelativeRecovery), Known(o => o.Cover), Known(o => o.ReferenceCover), Known(o => o.BareShare), Known(o => o.WaterShare),
            dates[0].ObservedAt, dates[^1].ObservedAt, [.. dates.Select(o => o.SceneId)],
            [.. dates.Select(o => o.Sensor).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Standard error of a median over dates: sqrt(pi / 2) · 1.4826 · MAD / sqrt(n).</summary>
    private static double Spread(double[] values)
    {
        double median = Median(values);
        return Math.Sqrt(Math.PI / 2) * 1.4826 * Median(values.Select(v => Math.Abs(v - median))) / Math.Sqrt(values.Length);
    }

    internal static double Median(IEnumerable<double> values) => Order.Median([.. values]);
}
