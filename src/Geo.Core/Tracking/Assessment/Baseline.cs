using Geo.Core.Sites;

namespace Geo.Core.Tracking.Assessment;

/// <summary>The site before its works (基线): the last seasons before they began.</summary>
/// <param name="From">First season.</param>
/// <param name="To">Last season.</param>
/// <param name="CoverShare">Mean cover of these seasons; null where none has one.</param>
/// <param name="Recovery">Mean relative recovery; null where none has one.</param>
/// <param name="Ratio">Mean ratio to the reference.</param>
/// <param name="WorksYear">Year in which the works began.</param>
/// <param name="Why">From where that year is taken.</param>
public sealed record Baseline(int From, int To, double? CoverShare, double? Recovery, double Ratio, int WorksYear, Reason Why)
{
    /// <summary>Finds it: seasons before the works that were seen, else before the planned year, else before the plan; null where there are none.</summary>
    internal static Baseline? Of(SeasonSeries series, IReadOnlyList<FoundChange> changes, SiteFacts facts, RestorationRules rules)
    {
        int plan = (int)rules.Value("plan_first_year");
        var (year, why) = changes.FirstOrDefault(c => c.Kind == FoundChange.WorksStarted && SeasonSeries.YearOf(c.At) >= plan) is { } works
            ? (SeasonSeries.YearOf(works.At), new Reason("影像检出动工", "works seen on the images"))
            : facts.PlannedYear is { } planned
                ? (planned, new Reason("计划年度", "the planned year"))
                : (plan, new Reason("行动计划首年", "the first year of the action plan"));
        Season[] before = [.. series.Seasons.Where(s => s.Year < year).TakeLast((int)rules.Value("baseline_seasons"))];
        if (before.Length == 0)
        {
            return null;
        }

        double? Mean(Func<Season, double?> of) => before.Select(of).OfType<double>().ToArray() is { Length: > 0 } values ? values.Average() : null;
        return new Baseline(before[0].Year, before[^1].Year, Mean(s => s.CoverShare), Mean(s => s.Recovery), before.Average(s => s.Ratio), year, why);
    }
}
