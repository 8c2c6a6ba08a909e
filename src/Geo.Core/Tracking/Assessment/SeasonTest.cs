using System.Globalization;
using Geo.Core.Sites;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Tracking.Assessment;

/// <summary>Which seasons the restoration test is asked about, and its parameters from the rules.</summary>
internal static class SeasonTest
{
    /// <summary>Tests the youngest seasons after the last disturbance.</summary>
    public static RestorationVerdict Of(SeasonSeries series, IReadOnlyList<FoundChange> changes, RestorationRules rules) =>
        Of(series.Seasons, series.Variable, changes, rules);

    /// <summary>
    /// The last date of the season with which the test first passed, if it has passed with every season since; null where it does
    /// not pass now.
    /// </summary>
    public static DateTimeOffset? ShownAt(SeasonSeries series, IReadOnlyList<FoundChange> changes, RestorationRules rules)
    {
        DateTimeOffset? since = null;
        for (int n = series.Seasons.Count; n > 0; n--)
        {
            if (Of([.. series.Seasons.Take(n)], series.Variable, changes, rules).Answer != RestorationAnswer.Pass)
            {
                break;
            }

            since = series.Seasons[n - 1].To;
        }

        return since;
    }

    private static RestorationVerdict Of(IReadOnlyList<Season> seasons, string variable, IReadOnlyList<FoundChange> changes, RestorationRules rules)
    {
        int most = (int)rules.Value("test_seasons_at_most"), sparse = (int)rules.Value("test_seasons_over_low_reference");
        var options = new RestorationTestOptions
        {
            Share = rules.Value("test_share"),
            Confidence = rules.Value("test_confidence"),
            Rho = rules.Value("test_rho"),
            LeastSeasons = (int)rules.Value("test_seasons_at_least"),
            LeastReference = rules.Value("cover_test_reference_at_least"),
            SeasonsOverLowReference = sparse,
            Variable = variable == SeasonSeries.Ndvi ? "ndvi" : "cover",
            CommonError = variable == SeasonSeries.Cover && seasons.Count > 0 ? EndMemberError(SeasonSeries.Median(seasons.Select(s => s.Reference)), rules) : 0,
        };
        bool low = variable == SeasonSeries.Cover && seasons.Count > 0 && SeasonSeries.Median(seasons.Select(s => s.Reference)) < options.LeastReference;
        int last = seasons.Count > 0 ? seasons[^1].Year : 0;
        int disturbed = changes.Where(c => c.Disturbs).Select(c => SeasonSeries.YearOf(c.At)).Where(year => year <= last).DefaultIfEmpty(int.MinValue).Max();
        int first = disturbed == int.MinValue ? int.MinValue : disturbed + (int)rules.Value("establishment_seasons");
        var tested = seasons
            .Where(s => s.Year >= first)
            .Where(s => s.Year > last - (low ? Math.Max(most, sparse) : most))
            .Select(s => new SeasonRatio(s.Year, s.Site, s.Reference, s.SiteError, s.ReferenceError, s.Scenes));
        var verdict = RestorationTest.Of([.. tested], options);
        int before = seasons.Count(s => s.Year < first);
        return verdict.Answer != RestorationAnswer.InsufficientEvidence || before == 0 ? verdict : verdict with
        {
            Missing =
            [
                new Reason(
                    string.Create(CultureInfo.InvariantCulture, $"{disturbed} 年检出变化，只检验 {first} 年起的生长季，此前 {before} 个不计"),
                    string.Create(CultureInfo.InvariantCulture, $"a change was found in {disturbed}: only seasons from {first} on are tested, {before} before are left out")),
                .. verdict.Missing,
            ],
        };
    }

    // Of R = (N − bare) / (Nref − bare) at the share asked for: dR/d bare = (R − 1) / (Nref − bare); the other end member cancels.
    // The same in every season, so no number of seasons averages it out.
    private static double EndMemberError(double reference, RestorationRules rules) =>
        reference > 0 ? (1 - rules.Value("test_share")) * rules.NdviError / (reference * (rules.NdviFull - rules.NdviBare)) : 0;
}
