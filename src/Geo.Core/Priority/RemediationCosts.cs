using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Priority;

/// <summary>What remediation of a category costs.</summary>
/// <param name="Code">Waste category.</param>
/// <param name="YuanPerM2">Capping, soil and planting, yuan a m² of ground.</param>
/// <param name="YuanPerM3">Moving, treating or carrying away, yuan a m³.</param>
/// <param name="Document">Source.</param>
/// <param name="Date">Its date.</param>
public sealed record UnitCost(string Code, double YuanPerM2, double YuanPerM3, string Document, string Date);

/// <summary>A dump's cost.</summary>
/// <param name="Wan">Whole 万元; null where neither a cost nor a size is known.</param>
/// <param name="Source">Where it comes from, in Chinese, as it is stored; null with the cost.</param>
/// <param name="Estimated">True where it comes from unit costs.</param>
public sealed record DumpCost(int? Wan, string? Source, bool Estimated);

/// <summary>Costs of dumps: the register's where it has one, else unit costs of the category times area and volume (data/rules/remediation-costs.json).</summary>
public sealed class RemediationCosts
{
    /// <summary>How the source of an estimate begins; a cost so marked is estimated anew.</summary>
    public const string EstimateMark = "估算：";

    private const double YuanPerWan = 10_000;
    private const string MeanHeight = "mean_height_m", LeastWan = "least_wan";

    private static readonly Lazy<RemediationCosts> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "remediation-costs.json")));

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly Dictionary<string, UnitCost> _byCategory;
    private readonly SourcedValues _values;

    private RemediationCosts(string where, Form form)
    {
        _values = new SourcedValues(where, form.Values);
        if (form.Categories.FirstOrDefault(c => string.IsNullOrWhiteSpace(c.Document) || string.IsNullOrWhiteSpace(c.Date) || !(c.YuanPerM2 >= 0 && c.YuanPerM3 >= 0)) is { } bad)
        {
            throw new InputException(where, bad.Code, "the unit cost has no source document or no date, or is negative", "say where it comes from, or that it is your own choice");
        }

        (Values, Categories, _byCategory) = (form.Values, form.Categories, form.Categories.ToDictionary(c => c.Code));
        _values.Get(MeanHeight);
        _values.Get(LeastWan);
        if (!_byCategory.ContainsKey("unknown")) throw new InputException(where, "unknown", "the unit cost of unknown waste is missing", "add it: it stands for every category without one of its own");
    }

    /// <summary>The costs that the program brings.</summary>
    public static RemediationCosts Default => Shipped.Value;

    /// <summary>Values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Unit costs.</summary>
    public IReadOnlyList<UnitCost> Categories { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing, of another form, or a value has no source.</exception>
    public static RemediationCosts Load(string path)
    {
        return new RemediationCosts(path, RulesFile.Read<Form>(path, "data/rules/remediation-costs.json", Options));
    }

    /// <summary>The cost of a dump.</summary>
    public DumpCost Of(PriorityDump dump)
    {
        ArgumentNullException.ThrowIfNull(dump);
        string? source = dump.Text("cost_source");
        if (dump.Number("cost_wan") is { } known and >= 0 and <= int.MaxValue && source?.StartsWith(EstimateMark, StringComparison.Ordinal) != true)
        {
            return new DumpCost((int)Math.Ceiling(known), source ?? "台账", false);
        }

        double? area = dump.Number("seen_area_m2") ?? dump.Number("area_m2") ?? dump.Number("listed_area_m2"), volume = dump.Number("volume_m3");
        if (area is null && volume is null) return new DumpCost(null, null, false);
        string category = dump.Text("waste_category") is { } code && _byCategory.ContainsKey(code) ? code : "unknown";
        var unit = _byCategory[category];
        double height = _values.Get(MeanHeight), ground = area ?? volume!.Value / height, moved = volume ?? ground * height;
        double wan = Math.Max(_values.Get(LeastWan), Math.Ceiling((ground * unit.YuanPerM2 + moved * unit.YuanPerM3) / YuanPerWan));
        // A dump larger than any budget stays a whole number.
        return new DumpCost((int)Math.Min(wan, 100_000_000), FormattableString.Invariant(
            $"{EstimateMark}{ground:#,0} m² × {unit.YuanPerM2:0.##} 元/m² + {moved:#,0} m³{(volume is null ? FormattableString.Invariant($"（按平均堆高 {height:0.#} m）") : "")} × {unit.YuanPerM3:0.##} 元/m³（{category}）"), true);
    }

    private sealed record Form(string? Note, IReadOnlyList<RuleValue> Values, IReadOnlyList<UnitCost> Categories);
}
