using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

/// <summary>Dumps with drawn columns, some missing.</summary>
internal static class SimulatedDumps
{
    private static readonly string[] s_categories = ["smelting_slag", "coal_combustion", "tailings", "construction", "domestic", "unknown", "suspected_hazardous", "coal_yard"];
    private static readonly string[] s_parties = ["none", "unknown", "known"];
    private static readonly string[] s_kinds = ["water_source", "river_reach", "school", "residential_area", "permanent_farmland"];
    private static readonly string[] s_states = ["pending", "under_way", "general", "hazardous", "not_needed"];

    public static IReadOnlyList<PriorityDump> Of(int count, ulong seed, double missing = 0.15)
    {
        ulong state = seed;
        double Unit() => SplitMix64.Unit(ref state);
        object? Maybe(object value) => Unit() < missing ? null : value;
        string Pick(string[] of) => of[(int)(Unit() * of.Length)];
        return [.. Enumerable.Range(0, count).Select(i => new PriorityDump($"D{i:0000}", $"堆场{i}", "河东镇", new Dictionary<string, object?>
        {
            ["waste_category"] = Maybe(Pick(s_categories)),
            ["volume_m3"] = Maybe(Math.Round(500 * Math.Exp(6 * Unit()))),
            ["area_m2"] = Math.Round(1000 + 60_000 * Unit() * Unit()),
            ["growth_m2_per_year"] = Maybe(Math.Round(6000 * Math.Max(0, Unit() - 0.6))),
            ["control_grade"] = Maybe(Pick(["I", "II", "III"])),
            ["sensitive_distance_m"] = Maybe(Math.Round(4000 * Unit())),
            ["sensitive_kind"] = Pick(s_kinds),
            ["river_distance_m"] = Maybe(Math.Round(5000 * Unit())),
            ["key_control_area"] = Unit() < 0.3 ? "黄河沿线" : null,
            ["responsible_party"] = Maybe(Pick(s_parties)),
            ["identification_state"] = Maybe(Pick(s_states)),
            ["slope_deg"] = Maybe(Math.Round(25 * Unit() * Unit(), 1)),
            ["vegetation_cover_share"] = Maybe(Math.Round(Unit() * 0.6, 3)),
        }))];
    }

    public static Prioritiser Prioritiser(int count, ulong seed, double missing = 0.15) => Core.Priority.Prioritiser.Of(CriteriaSet.Default, Of(count, seed, missing));
}
