using Geo.Core.Sites;

namespace Geo.Core.Tracking.Trends;

/// <summary>Parameters of the watch; our own choice, measured on simulated sites (docs/restoration-test.md).</summary>
public sealed record RelapseOptions
{
    /// <summary>First month of the growing season.</summary>
    public int FirstMonth { get; init; } = 5;

    /// <summary>Its last month.</summary>
    public int LastMonth { get; init; } = 9;

    /// <summary>Least loss of cover over reference cover that is a relapse; half of it must show in each of the two scenes.</summary>
    public double LeastLoss { get; init; } = 0.15;

    /// <summary>Probability of a false alarm a scene. Measured at eight scenes a season: docs/restoration-test.md.</summary>
    public double FalseAlarm { get; init; } = 0.003;

    /// <summary>Clear scenes that the level is taken from: the latest ones before the two judged.</summary>
    public int Baseline { get; init; } = 24;

    /// <summary>Least of them; below it nothing is watched.</summary>
    public int LeastBaseline { get; init; } = 8;

    /// <summary>A reference below this cover says nothing.</summary>
    public double LeastReference { get; init; } = 0.05;
}

/// <summary>What a scene says about a watched site.</summary>
/// <param name="Day">Of the scene.</param>
/// <param name="Level">Cover over reference cover of the scenes before the last two; NaN where there are too few.</param>
/// <param name="Loss">How far the last two lie below it, in the same unit.</param>
/// <param name="Low">Lower end of the loss's 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Detectable">Loss that would be found in two such scenes 19 times in 20.</param>
/// <param name="Alarm">Whether it is a relapse.</param>
/// <param name="Evidence">In words.</param>
public sealed record WatchedScene(DateOnly Day, double Level, double Loss, double Low, double High, double Detectable, bool Alarm, Reason Evidence);

/// <summary>Watches a restored or accepted site scene by scene, so that a relapse shows within two clear scenes.</summary>
/// <remarks>
/// The last two clear scenes are held against a level times the reference's cover of the same date: the level and the noise come from
/// the clear scenes before, and the loss fitted to the two is judged by Student's t, with the level's own error. Both scenes must
/// show it, so that one hazy date raises no alarm. Two thresholds in a row and CUSUM find no more at the same rate of false alarms (ADR 16).
/// </remarks>
public static class RelapseWatch
{
    /// <summary>Judges every clear scene of the growing season from a day on; those before give the level.</summary>
    /// <param name="values">All scenes of the site, in any order.</param>
    /// <param name="from">First day watched: when the site was restored or accepted.</param>
    /// <param name="options">Parameters.</param>
    public static IReadOnlyList<WatchedScene> Of(IEnumerable<SiteValue> values, DateOnly from, RelapseOptions options)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        SiteValue[] clear = [.. values.Where(v => v.Weight > 0 && v.Reference >= options.LeastReference && v.Month >= options.FirstMonth && v.Month <= options.LastMonth).OrderBy(v => v.ObservedAt)];
        var watched = new List<WatchedScene>();
        for (int i = 0; i < clear.Length; i++)
        {
            if (clear[i].Day >= from) watched.Add(Judge(clear.AsSpan(0, i + 1), options));
        }

        return watched;
    }

    private static WatchedScene Judge(ReadOnlySpan<SiteValue> scenes, RelapseOptions options)
    {
        var last = scenes[^1];
        int n = Math.Min(options.Baseline, scenes.Length - 2);
        if (n < options.LeastBaseline)
        {
            return new WatchedScene(last.Day, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, false, new Reason(
                FormattableString.Invariant($"晴空影像不足：{Math.Max(0, n)} 景，至少需要 {options.LeastBaseline} 景"),
                FormattableString.Invariant($"too few clear scenes before it: {Math.Max(0, n)}, {options.LeastBaseline} are needed")));
        }

        var baseline = scenes[^(n + 2)..^2];
        var before = scenes[^2];
        double xx = 0, xy = 0;
        foreach (var v in baseline)
        {
            xx += v.Weight * v.Reference!.Value * v.Reference.Value;
            xy += v.Weight * v.Reference.Value * v.Cover;
        }

        double level = xy / xx, squares = 0;
        foreach (var v in baseline) squares += v.Weight * Math.Pow(v.Cover - level * v.Reference!.Value, 2);
        double noise = Math.Sqrt(squares / (n - 1)), x1 = before.Reference!.Value, x2 = last.Reference!.Value;
        // The greener scene says more, and so does the one that saw more of the site.
        double w1 = before.Weight * x1 * x1, w2 = last.Weight * x2 * x2, unit = noise * Math.Sqrt(1 / (w1 + w2) + 1 / xx);
        double loss1 = level - before.Cover / x1, loss2 = level - last.Cover / x2, loss = (w1 * loss1 + w2 * loss2) / (w1 + w2);
        double bound = StudentT.Quantile(1 - options.FalseAlarm, n - 1) * unit, reach = StudentT.Quantile(0.975, n - 1) * unit;
        bool both = Math.Min(loss1, loss2) >= options.LeastLoss / 2;
        bool alarm = both && loss >= options.LeastLoss && loss > bound;
        double detectable = Math.Max(options.LeastLoss, bound) + Normal.Quantile(0.95) * unit;
        return new WatchedScene(last.Day, level, loss, loss - reach, loss + reach, detectable, alarm, alarm
            ? new Reason(
                FormattableString.Invariant($"反弹：{before.Day:yyyy-MM-dd} 与 {last.Day:yyyy-MM-dd} 两景植被覆盖度与参照之比由 {level:0.00} 降至 {level - loss:0.00}（下降 {loss:0.00}，95% 区间 {loss - reach:0.00}–{loss + reach:0.00}，此前 {n} 景）"),
                FormattableString.Invariant($"relapse: the scenes of {before.Day:yyyy-MM-dd} and {last.Day:yyyy-MM-dd} show cover over reference cover down from {level:0.00} to {level - loss:0.00} (loss {loss:0.00}, 95 % interval {loss - reach:0.00} to {loss + reach:0.00}, {n} scenes before)"))
            : new Reason(
                FormattableString.Invariant($"无反弹：与参照之比 {level - loss:0.00}，此前 {level:0.00}；两景可发现 {detectable:0.00} 以上的下降"),
                FormattableString.Invariant($"no relapse: cover over reference cover {level - loss:0.00}, before {level:0.00}; two scenes would show a loss of {detectable:0.00} or more")));
    }
}
