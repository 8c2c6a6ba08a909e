using Geo.Core.Sites;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Tracking.Proposals;

/// <summary>The figures of an assessment by the names that rules use.</summary>
public static class SiteFigures
{
    /// <summary>All names: numbers, dates as text, codes, and sentences of the test.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>
    {
        "status", "observations", "observations_missing", "seasons", "first_year", "last_year", "years_since_season",
        "recovery", "ratio", "recovery_first", "first_label_zh", "first_label_en", "recovery_gain", "recovery_best", "recovery_loss",
        "cover_share", "reference_cover", "bare_share", "water_share",
        "test_answer", "test_ratio", "test_ratio_low", "test_ratio_high", "test_seasons", "test_seasons_needed", "test_power",
        "test_sentence_zh", "test_sentence_en", "test_missing_zh", "test_missing_en",
        "trend", "trend_low", "trend_high", "trend_p",
        "change_kind", "change_kind_zh", "change_date", "change_share", "change_after_status",
        "relapse", "relapse_date", "relapse_scenes", "relapse_loss",
    };

    internal static IReadOnlyDictionary<string, object?> Of(
        SeasonSeries series, Baseline? baseline, RestorationVerdict verdict, SeriesTrend? trend, IReadOnlyList<FoundChange> changes, RelapseState? relapse,
        SiteFacts facts, RestorationRules rules, DateTimeOffset now)
    {
        var seasons = series.Seasons;
        Season? first = seasons.Count > 0 ? seasons[0] : null, last = seasons.Count > 0 ? seasons[^1] : null;
        double? start = baseline?.Recovery ?? (seasons.Count > 1 ? first!.Recovery : null);
        // What stood before the works is another ground.
        int since = changes.Where(c => c.Kind == FoundChange.WorksStarted).Select(c => SeasonSeries.YearOf(c.At)).DefaultIfEmpty(int.MinValue).Max();
        double? best = seasons.SkipLast(1).Where(s => s.Year >= since).Select(s => s.Recovery).OfType<double>().Cast<double?>().DefaultIfEmpty(null).Max();
        FoundChange? change = changes.Count > 0 ? changes[^1] : null;
        bool alarmed = relapse is { Alarmed: true };
        return new Dictionary<string, object?>
        {
            ["status"] = facts.Status is { } status ? StatusCode.Of(status) : null,
            ["observations"] = (double)series.Used.Count,
            ["observations_missing"] = Math.Max(0.0, rules.Observations - series.Used.Count),
            ["seasons"] = (double)seasons.Count,
            ["first_year"] = (double?)first?.Year,
            ["last_year"] = (double?)last?.Year,
            ["years_since_season"] = last is null ? null : (double)(SeasonSeries.YearOf(now) - last.Year),
            ["recovery"] = last?.Recovery,
            ["ratio"] = last?.Ratio,
            ["recovery_first"] = start,
            ["first_label_zh"] = baseline is not null ? Invariant($"基线（{baseline.From}–{baseline.To} 年）") : first is null ? null : Invariant($"最初（{first.Year} 年）"),
            ["first_label_en"] = baseline is not null ? Invariant($"in the baseline ({baseline.From}–{baseline.To})") : first is null ? null : Invariant($"at first ({first.Year})"),
            ["recovery_gain"] = last?.Recovery - start,
            ["recovery_best"] = best,
            ["recovery_loss"] = best - last?.Recovery,
            ["cover_share"] = last?.CoverShare,
            ["reference_cover"] = last?.ReferenceCover,
            ["bare_share"] = last?.BareShare,
            ["water_share"] = last?.WaterShare,
            ["test_answer"] = StatusCode.Of(verdict.Answer),
            ["test_ratio"] = verdict.MeanRatio,
            ["test_ratio_low"] = verdict.LowerBound,
            ["test_ratio_high"] = verdict.UpperBound,
            ["test_seasons"] = (double)verdict.Seasons,
            ["test_seasons_needed"] = (double?)verdict.SeasonsToDecide,
            ["test_power"] = verdict.PowerAtReference,
            ["test_sentence_zh"] = verdict.Sentence.Zh,
            ["test_sentence_en"] = verdict.Sentence.En,
            ["test_missing_zh"] = verdict.Missing.Count > 0 ? string.Join('；', verdict.Missing.Select(m => m.Zh)) : null,
            ["test_missing_en"] = verdict.Missing.Count > 0 ? string.Join("; ", verdict.Missing.Select(m => m.En)) : null,
            ["trend"] = trend?.PerYear,
            ["trend_low"] = trend?.Low,
            ["trend_high"] = trend?.High,
            ["trend_p"] = trend?.P,
            ["change_kind"] = change?.Kind,
            ["change_kind_zh"] = change?.KindZh,
            ["change_date"] = change is null ? null : ChinaTime.Day(change.At),
            ["change_share"] = change?.Share,
            ["change_after_status"] = change is null || facts.StatusAt is null ? null : change.At > facts.StatusAt ? "yes" : "no",
            ["relapse"] = relapse is null ? null : alarmed ? "yes" : "no",
            ["relapse_date"] = alarmed && relapse!.At is { } at ? ChinaTime.Day(at) : null,
            ["relapse_scenes"] = alarmed ? (double?)relapse!.Scenes : null,
            ["relapse_loss"] = relapse?.Loss,
        };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
