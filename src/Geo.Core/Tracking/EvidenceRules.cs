using Geo.Core.Sites;

namespace Geo.Core.Tracking;

/// <summary>What counts as present evidence of a site, by source and status (data/rules/evidence.json). A value without source and date is refused.</summary>
public sealed class EvidenceRules
{
    private static readonly Lazy<EvidenceRules> Shipped =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "evidence.json")));

    private readonly SourcedValues _values;

    private EvidenceRules(string where, SourcedValues named)
    {
        Values = named.Values;
        _values = named;
        Func<string, double> Get = _values.Get;
        (ValidShare, FirstMonth, LastMonth) = (Get("satellite_valid_share_at_least"), (int)Get("season_first_month"), (int)Get("season_last_month"));
        (FootprintShare, CheckMetres) = (Get("drone_footprint_share_at_least"), Get("check_site_distance_m"));
        (PhotoMetres, ShiftErrorMetres) = (Get("photo_check_distance_m"), Get("gcj02_error_m"));
        foreach (var source in Enum.GetValues<EvidenceSource>())
        {
            foreach (var status in Enum.GetValues<MineStatus>())
            {
                if (!(Get(Months(source, status)) >= 1) || !Enum.IsDefined((AfterEvent)(int)Get(After(source, status))))
                {
                    throw new InputException(where, Months(source, status), "an age is not a month or more, or the bearing of the event is not 0, 1 or 2", "mend the value");
                }
            }
        }

        if (!(ValidShare is >= 0 and <= 1 && FootprintShare is > 0 and <= 1 && FirstMonth is >= 1 and <= 12 && LastMonth is >= 1 and <= 12 && FirstMonth <= LastMonth && CheckMetres >= 0 && PhotoMetres >= 0 && ShiftErrorMetres >= 0))
        {
            throw new InputException(where, null, "shares must lie in [0, 1], months in 1 to 12 in order, distances at 0 or more", "mend the values");
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static EvidenceRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Metres that a check may lie outside its site.</summary>
    public double CheckMetres { get; }

    /// <summary>Metres that a photo may lie from its check.</summary>
    public double PhotoMetres { get; }

    /// <summary>Metres within which a GCJ-02 shift taken back must bring two places together to be called one.</summary>
    public double ShiftErrorMetres { get; }

    internal double ValidShare { get; }
    internal double FootprintShare { get; }
    internal int FirstMonth { get; }
    internal int LastMonth { get; }

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or is out of range.</exception>
    public static EvidenceRules Load(string file) => new(file, SourcedValues.Load(file, "evidence.json"));

    internal int MonthsOf(EvidenceSource source, MineStatus status) => (int)_values.Get(Months(source, status));

    internal AfterEvent AfterOf(EvidenceSource source, MineStatus status) => (AfterEvent)(int)_values.Get(After(source, status));

    private static string Months(EvidenceSource source, MineStatus status) => $"{StatusCode.Of(source)}_months_{StatusCode.Of(status)}";

    private static string After(EvidenceSource source, MineStatus status) => $"{StatusCode.Of(source)}_after_event_{StatusCode.Of(status)}";
}

/// <summary>What it means for evidence to be younger than the event that it should show (end of the works; last change of status).</summary>
internal enum AfterEvent
{
    /// <summary>Nothing: its age counts alone.</summary>
    Nothing = 0,
    /// <summary>It is enough, whatever the age.</summary>
    Enough = 1,
    /// <summary>It is wanted beside the age.</summary>
    Wanted = 2,
}
