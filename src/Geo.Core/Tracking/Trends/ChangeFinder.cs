using Geo.Core.Sites;

namespace Geo.Core.Tracking.Trends;

/// <summary>What happened at a site over the years: digging, works, relapse, a pit lake, gradual recovery, or nothing.</summary>
/// <remarks>
/// Cover is fitted as a level times the reference's cover of the same date, so that season and drought, which both share, cancel. A
/// scene without a reference is left out; where hardly any has one, the site's own cover is taken, and the evidence says so.
/// </remarks>
public static class ChangeFinder
{
    /// <summary>Finds the changes, in order of time.</summary>
    /// <param name="values">All scenes of the site, in any order; only those of the growing season count.</param>
    /// <param name="options">Parameters.</param>
    public static IReadOnlyList<SiteChange> Of(IEnumerable<SiteValue> values, ChangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        var season = values.Where(v => v.Weight > 0 && double.IsFinite(v.Cover) && v.Month >= options.FirstMonth && v.Month <= options.LastMonth)
            .OrderBy(v => v.ObservedAt).ToArray();
        var referred = season.Where(v => v.Reference is > 0).ToArray();
        bool relative = referred.Length >= 2 * options.LeastScenes && referred.Length * 2 >= season.Length;
        var used = relative ? referred : season;
        LevelPoint[] points = [.. used.Select(v => new LevelPoint(v.Time, relative ? v.Reference!.Value : 1, v.Cover, v.Weight))];
        var search = new ShiftSearch(points, options.LeastChange, options);
        var shifts = search.All();
        var changes = new List<SiteChange>();
        for (int i = 0; i < shifts.Count; i++)
        {
            double start = i == 0 ? double.NegativeInfinity : shifts[i - 1].To, end = i + 1 < shifts.Count ? shifts[i + 1].From : double.PositiveInfinity;
            changes.Add(Change(shifts[i], search.Between(start, end), used, Kind(shifts, i, options), relative));
        }

        var watery = season.Where(v => v.WaterShare is not null).ToArray();
        LevelPoint[] water = [.. watery.Select(v => new LevelPoint(v.Time, 1, v.WaterShare!.Value, v.Weight))];
        var lakes = new ShiftSearch(water, options.LeastWater, options);
        foreach (var lake in lakes.All().Where(s => s.After > s.Before))
        {
            changes.Add(Change(lake, water, watery, ChangeKind.PitLake, false));
        }

        return [.. changes.OrderBy(c => c.From)];
    }

    private static ChangeKind Kind(IReadOnlyList<LevelShift> shifts, int at, ChangeOptions options)
    {
        var shift = shifts[at];
        bool gradual = shift.To - shift.From > 2;
        if (shift.After > shift.Before) return gradual ? ChangeKind.GradualRecovery : ChangeKind.WorksStarted;
        // Ground is moved before it is sown: a fall that soon ends above where it began is works.
        if (at + 1 < shifts.Count && shifts[at + 1].After > shift.Before && shifts[at + 1].From - shift.To <= 3) return ChangeKind.WorksStarted;
        if (options.RestoredOn is { } restored && shift.To > restored.Year + (restored.DayOfYear - 1) / 365.25) return ChangeKind.Relapse;
        return gradual ? ChangeKind.GradualDecline : ChangeKind.NewDigging;
    }

    private static SiteChange Change(LevelShift shift, LevelPoint[] part, SiteValue[] scenes, ChangeKind kind, bool relative)
    {
        double magnitude = shift.After - shift.Before;
        int freedom = Math.Max(1, part.GroupBy(p => (int)Math.Floor(p.Time)).Count() - 2);
        double noise = Math.Sqrt(shift.Error / Math.Max(1, part.Length - 2) * ShiftSearch.YearsTogether(part, shift));
        double reach = StudentT.Quantile(0.975, freedom) * shift.Spread * noise;
        bool step = shift.To - shift.From < 0.01;
        var before = scenes.LastOrDefault(s => s.Time <= shift.From) ?? scenes[0];
        var after = scenes.FirstOrDefault(s => s.Time >= shift.To) ?? scenes[^1];
        DateOnly from = step ? before.Day : Day(shift.From), to = step || shift.To > scenes[^1].Time ? after.Day : Day(shift.To);
        // The first season with the change in it: a ramp that begins after September begins with the next.
        int year = step ? to.Year : (scenes.FirstOrDefault(s => s.Time > shift.From) ?? after).Day.Year;
        int shown = part.Count(p => p.Time > shift.From);
        return new SiteChange(kind, year, from, to, shift.Before, shift.After, magnitude, magnitude - reach, magnitude + reach,
            part.Length - shown, shown, Words(kind, from, to, shift, magnitude - reach, magnitude + reach, part.Length, relative));
    }

    private static Reason Words(ChangeKind kind, DateOnly from, DateOnly to, LevelShift shift, double low, double high, int scenes, bool relative)
    {
        var (zh, en) = kind switch
        {
            ChangeKind.NewDigging => ("新增采动", "new digging"),
            ChangeKind.WorksStarted => ("治理施工", "works started"),
            ChangeKind.Relapse => ("反弹", "relapse"),
            ChangeKind.PitLake => ("积水坑", "pit lake"),
            ChangeKind.GradualRecovery => ("逐步恢复", "gradual recovery"),
            _ => ("逐步退化", "gradual decline"),
        };
        var (whatZh, whatEn) = kind == ChangeKind.PitLake ? ("水面占比", "water share") : relative ? ("植被覆盖度与参照之比", "cover over reference cover") : ("植被覆盖度（无参照，未扣除干旱）", "cover (no reference: a drought may look the same)");
        double magnitude = shift.After - shift.Before;
        return new Reason(
            FormattableString.Invariant($"{zh}：{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd} 间，{whatZh}由 {shift.Before:0.00} 变为 {shift.After:0.00}（变化 {magnitude:+0.00;-0.00}，95% 区间 {low:+0.00;-0.00}–{high:+0.00;-0.00}，{scenes} 景）"),
            FormattableString.Invariant($"{en}: between {from:yyyy-MM-dd} and {to:yyyy-MM-dd} the {whatEn} went from {shift.Before:0.00} to {shift.After:0.00} (change {magnitude:+0.00;-0.00}, 95 % interval {low:+0.00;-0.00} to {high:+0.00;-0.00}, {scenes} scenes)"));
    }

    private static DateOnly Day(double time)
    {
        int year = (int)Math.Floor(time), days = DateTime.IsLeapYear(year) ? 366 : 365;
        return new DateOnly(year, 1, 1).AddDays(Math.Clamp((int)((time - year) * days), 0, days - 1));
    }
}
