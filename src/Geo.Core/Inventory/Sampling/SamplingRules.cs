using System.Text.Json.Serialization;
using Geo.Core.Sites;

namespace Geo.Core.Inventory.Sampling;

/// <summary>Why a dump must be sampled (data/rules/sampling.json, who).</summary>
/// <param name="Id">Its name.</param>
/// <param name="When">All must hold.</param>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SamplingCause(string Id, IReadOnlyList<RuleCondition> When, string Zh, string En, string Document, string Date);

/// <summary>A limit of the district's own.</summary>
/// <param name="Parameter">What is measured, as laboratories write it.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Limit">Above it is exceeded; null for no upper limit.</param>
/// <param name="LimitLow">Below it is exceeded; null for no lower limit.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ParameterLimit(string Parameter, string Unit, double? Limit, double? LimitLow, string Document, string Date);

/// <summary>Who must be sampled, how many points, and what results say (data/rules/sampling.json).</summary>
public sealed class SamplingRules
{
    private const double Hectare = 10_000;
    private static readonly Lazy<SamplingRules> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "sampling.json")));
    private static readonly string[] Needed = ["points_least", "points_per_hectare", "points_most", "edge_m", "depth_m", "hazardous_from_points", "general_reported_share"];
    private readonly SourcedValues _values;

    private SamplingRules(string where, RuleFile read)
    {
        _values = new SourcedValues(where, read.Values);
        foreach (string name in Needed) _values.Get(name);
        foreach (var (id, document, date) in read.Who.Select(c => (c.Id, c.Document, c.Date)).Concat(read.Limits.Select(l => (l.Parameter, l.Document, l.Date))))
        {
            if (string.IsNullOrWhiteSpace(document) || string.IsNullOrWhiteSpace(date)) throw new InputException(where, id, "it has no source document or no date", "say where it comes from, or that it is your own choice");
        }

        if (read.Who.SelectMany(c => c.When).SelectMany(c => c.Named).FirstOrDefault(n => !_values.ByName.ContainsKey(n)) is { } unknown)
        {
            throw new InputException(where, unknown, "there is no such value", "name one of values, which has its source");
        }

        if (!(Value("points_least") >= 1 && Value("points_most") >= Value("points_least") && Value("points_per_hectare") >= 0 && Value("edge_m") >= 0))
        {
            throw new InputException(where, "values", "points_least must be 1 or more and points_most no less, the others not negative", "mend the values");
        }

        (Values, Who, Limits) = (read.Values, read.Who, read.Limits);
    }

    /// <summary>The rules that the program brings.</summary>
    public static SamplingRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Why a dump must be sampled.</summary>
    public IReadOnlyList<SamplingCause> Who { get; }

    /// <summary>Limits of the district's own.</summary>
    public IReadOnlyList<ParameterLimit> Limits { get; }

    /// <summary>A value by its name.</summary>
    public double Value(string name) => _values.Get(name);

    /// <summary>Why a dump must be sampled and identified before any works; null where it need not be.</summary>
    /// <param name="columns">Columns of the dump: texts by name, null or missing where not known.</param>
    public Reason? ReasonFor(IReadOnlyDictionary<string, object?> columns)
    {
        var causes = Who.Where(cause => cause.When.All(c => c.Holds(columns, _values.Get))).ToArray();
        return causes.Length == 0 ? null : new Reason(string.Join("；", causes.Select(c => c.Zh)), string.Join("; ", causes.Select(c => c.En)));
    }

    /// <summary>How many points a dump of an area gets.</summary>
    public int PointsFor(SquareMetres area) =>
        (int)Math.Min(Value("points_most"), Math.Max(Value("points_least"), Math.Ceiling(area.Value / Hectare * Value("points_per_hectare"))));

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing or has no source.</exception>
    public static SamplingRules Load(string file)
    {
        return new SamplingRules(file, RulesFile.Read<RuleFile>(file, "data/rules/sampling.json",
            whole: read => read is { Values: not null, Who: not null, Limits: not null }));
    }

    private sealed record RuleFile(IReadOnlyList<RuleValue> Values, IReadOnlyList<SamplingCause> Who, IReadOnlyList<ParameterLimit> Limits);
}
