namespace Geo.Core.Demo;

/// <summary>How a site fared in the years before the survey and after it, and what happened to it when.</summary>
/// <param name="CoverAt">Relative cover at each date of the archive, [0, 1.1].</param>
/// <param name="Years">Year of each date.</param>
/// <param name="Change">works_started, relapse, or null where nothing began or ended while anybody looked.</param>
/// <param name="ChangeYear">The season in which it shows first.</param>
internal sealed record SiteArchive(float[] CoverAt, int[] Years, string? Change, int? ChangeYear)
{
    /// <summary>A site that stays as it is.</summary>
    public static SiteArchive Constant(float cover, DemoParameters parameters) => new([.. parameters.Archive.Select(_ => cover)], YearsOf(parameters), null, null);

    /// <summary>Continues the survey's course to both sides.</summary>
    /// <param name="fate">The pit's fate.</param>
    /// <param name="cover">Relative cover at the survey's dates.</param>
    /// <param name="hash">The site's own seed: nothing else that is drawn moves.</param>
    /// <param name="parameters">The dates.</param>
    public static SiteArchive Of(Fate fate, float[] cover, uint hash, DemoParameters parameters)
    {
        var draw = Draw.For(hash, 31);
        double u = draw.Unit(), v = draw.Unit();
        float first = cover[0], last = cover[^1], bare = (float)(0.03 + 0.08 * u);
        int start = parameters.Dates[0].AcquiredAt.Year, end = parameters.Dates[^1].AcquiredAt.Year;
        // Half of the restored pits were so long before; the others were worked three years before the survey.
        bool longAgo = fate == Fate.Restored && v < 0.5;
        var (change, year) = fate switch
        {
            Fate.InWork => ("works_started", start),
            Fate.Recovering => ("works_started", start - 1),
            Fate.Rebuilt => ("works_started", start),
            Fate.Restored when !longAgo => ("works_started", start - 3),
            Fate.Relapsing when Array.FindIndex(cover, c => c < Site.RestoredFrom) is >= 0 and var fell => ("relapse", parameters.Dates[fell].AcquiredAt.Year),
            _ => ((string?)null, (int?)null),
        };
        return new SiteArchive([.. parameters.Archive.Select(date =>
        {
            int before = start - date.AcquiredAt.Year;
            double value = before > 0
                ? fate switch
                {
                    Fate.Untouched => first,
                    Fate.InWork or Fate.Rebuilt => bare,
                    Fate.Recovering => before > 1 ? bare : 0.07,
                    Fate.Restored when longAgo => 1.0 + 0.08 * u,
                    Fate.Restored => before >= 3 ? 0.25 : before == 2 ? 0.5 : 0.75,
                    _ => before >= 3 ? 0.75 * first : first,
                }
                : fate switch
                {
                    Fate.Untouched or Fate.Relapsing => last,
                    Fate.InWork => last + 0.10,
                    Fate.Recovering => Math.Min(1, last + 0.06 * (date.AcquiredAt.Year - end)),
                    _ => 1.0 + 0.06 * u,
                };
            return (float)(value + draw.Range(-0.015, 0.015));
        }).Select(c => Math.Clamp(c, 0, 1.1f))], YearsOf(parameters), change, year);
    }

    private static int[] YearsOf(DemoParameters parameters) => [.. parameters.Archive.Select(d => d.AcquiredAt.Year)];
}
