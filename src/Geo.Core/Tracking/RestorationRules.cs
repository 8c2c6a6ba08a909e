using System.Text.Json.Serialization;
using Geo.Core.Tracking.Proposals;

namespace Geo.Core.Tracking;

/// <summary>How sites are observed and statuses proposed (data/rules/restoration.json).</summary>
public sealed class RestorationRules
{
    private static readonly Lazy<RestorationRules> Shipped =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "restoration.json")));

    private readonly SourcedValues _values;

    private RestorationRules(string where, IReadOnlyList<RuleValue> values, IReadOnlyList<StatusRule> statuses, IReadOnlyList<string> noReferenceClasses)
    {
        Values = values;
        _values = new SourcedValues(where, values);
        Func<string, double> Get = _values.Get;
        (NdviBare, NdviFull, NdviError) = (Get("ndvi_bare"), Get("ndvi_full"), Get("ndvi_end_member_error"));
        (BareBelow, BarePercentile, WaterAbove) = (Get("bare_cover_below"), Get("bare_ground_percentile"), Get("water_index_above"));
        (RingInnerMetres, RingOuterMetres) = (Get("ring_inner_m"), Get("ring_outer_m"));
        (ReferencePixels, ReferenceCover, PixelsPerIndependent) = (Get("reference_pixels_at_least"), Get("reference_cover_at_least"), Get("pixels_per_independent_one"));
        (ValidShare, FirstMonth, LastMonth) = (Get("valid_share_at_least"), Get("season_first_month"), Get("season_last_month"));
        (Observations, Restored, Vegetating) = ((int)Get("observations_at_least"), Get("restored_recovery_from"), Get("vegetating_recovery_from"));
        (Gain, Loss) = (Get("progress_recovery_gain"), Get("relapse_recovery_loss"));
        foreach (string name in Named)
        {
            Get(name);
        }

        Statuses = statuses;
        StatusRules.Check(where, statuses, _values.ByName);
        Observing = new ObservingRules(Get, noReferenceClasses);
        if (!(NdviFull > NdviBare && RingOuterMetres > RingInnerMetres && RingInnerMetres >= 0 && PixelsPerIndependent >= 1 && BarePercentile is >= 0 and <= 1))
        {
            throw new InputException(where, null, "ndvi_full must lie above ndvi_bare, ring_outer_m above ring_inner_m, pixels_per_independent_one at 1 or more, bare_ground_percentile in [0, 1]", "mend the values");
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static RestorationRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>The rules by which a status is proposed; the first that holds counts.</summary>
    public IReadOnlyList<StatusRule> Statuses { get; }

    /// <summary>Values that the assessment asks for by name.</summary>
    private static IReadOnlyList<string> Named { get; } =
    [
        "season_observations_at_least", "cover_test_reference_at_least", "test_share", "test_confidence", "test_rho", "test_seasons_at_least",
        "test_seasons_over_low_reference", "test_seasons_at_most", "establishment_seasons", "trend_confidence", "baseline_seasons",
        "plan_first_year", "plan_last_year", "pit_lake_from", "alert_change_months", "no_observation_months",
    ];

    internal ObservingRules Observing { get; }
    internal double NdviBare { get; }
    internal double NdviFull { get; }
    internal double NdviError { get; }
    internal double BareBelow { get; }
    internal double BarePercentile { get; }
    internal double WaterAbove { get; }
    internal double RingInnerMetres { get; }
    internal double RingOuterMetres { get; }
    internal double ReferencePixels { get; }
    internal double ReferenceCover { get; }
    internal double PixelsPerIndependent { get; }
    internal double ValidShare { get; }
    internal double FirstMonth { get; }
    internal double LastMonth { get; }
    internal int Observations { get; }
    internal double Restored { get; }
    internal double Vegetating { get; }
    internal double Gain { get; }
    internal double Loss { get; }

    /// <summary>A value by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: our bug, as a file without it is refused at load.</exception>
    public double Value(string name) => _values.Get(name);

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or contradicts another.</exception>
    public static RestorationRules Load(string file)
    {
        var read = RulesFile.Read<RuleFile>(file, "data/rules/restoration.json");
        return new RestorationRules(file, read.Values ?? [], read.Statuses ?? [], read.NoReferenceClasses?.Names ?? []);
    }

    private sealed record RuleFile(IReadOnlyList<RuleValue> Values, IReadOnlyList<StatusRule>? Statuses)
    {
        [JsonPropertyName("no_reference_classes")]
        public RuleClasses? NoReferenceClasses { get; init; }
    }

    private sealed record RuleClasses(IReadOnlyList<string> Names, string Document, string Date);
}
