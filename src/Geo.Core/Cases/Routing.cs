using System.Text.Json;

namespace Geo.Core.Cases;

/// <summary>What the routing may look at.</summary>
/// <param name="Class">Class of the detection; null where there is none.</param>
/// <param name="WasteCategory">As a person says; null where nobody did.</param>
/// <param name="PlaceKind">As a person says.</param>
/// <param name="Ground">Where it lies.</param>
public sealed record CaseFacts(string? Class, string? WasteCategory, PlaceKind? PlaceKind, CaseGround Ground);

/// <summary>Where a case lies.</summary>
/// <param name="Town">Name of the town; null outside all.</param>
/// <param name="KeyControlArea">Name of the key control area around it; null outside all.</param>
/// <param name="RiverMetres">Distance to the nearest river; null where none is known within 10 km.</param>
/// <param name="MineMetres">Distance to the nearest listed mine.</param>
/// <param name="DumpMetres">Distance to the nearest listed dump.</param>
public sealed record CaseGround(string? Town, string? KeyControlArea, double? RiverMetres, double? MineMetres, double? DumpMetres);

/// <summary>Who gets a case.</summary>
/// <param name="Unit">Code of the unit in charge.</param>
/// <param name="Cooperating">Codes of those that cooperate.</param>
/// <param name="Rule">The rule that held.</param>
public sealed record CaseRoute(string Unit, IReadOnlyList<string> Cooperating, RoutingRule Rule);

/// <summary>Conditions of a rule; one that is left out holds always.</summary>
public sealed record RoutingCondition
{
    /// <summary>One of these classes.</summary>
    public IReadOnlyList<string>? Class { get; init; }

    /// <summary>One of these waste categories.</summary>
    public IReadOnlyList<string>? WasteCategory { get; init; }

    /// <summary>One of these kinds of place.</summary>
    public IReadOnlyList<string>? PlaceKind { get; init; }

    /// <summary>In one of these towns.</summary>
    public IReadOnlyList<string>? Town { get; init; }

    /// <summary>Inside a key control area, or outside all.</summary>
    public bool? KeyControlArea { get; init; }

    /// <summary>A river within these metres.</summary>
    public double? RiverWithinM { get; init; }

    /// <summary>A listed mine within these metres.</summary>
    public double? MineWithinM { get; init; }

    /// <summary>A listed dump within these metres.</summary>
    public double? DumpWithinM { get; init; }

    internal bool Always => this == new RoutingCondition();

    internal bool Holds(CaseFacts facts) =>
        Among(Class, facts.Class) && Among(WasteCategory, facts.WasteCategory)
        && Among(PlaceKind, facts.PlaceKind is { } kind ? Sites.StatusCode.Of(kind) : null) && Among(Town, facts.Ground.Town)
        && (KeyControlArea is not { } inside || inside == facts.Ground.KeyControlArea is not null)
        && Within(RiverWithinM, facts.Ground.RiverMetres) && Within(MineWithinM, facts.Ground.MineMetres) && Within(DumpWithinM, facts.Ground.DumpMetres);

    private static bool Among(IReadOnlyList<string>? allowed, string? value) => allowed is null || (value is not null && allowed.Contains(value));

    private static bool Within(double? most, double? metres) => most is null || metres <= most;
}

/// <summary>A rule of the routing.</summary>
/// <param name="Id">Its name.</param>
/// <param name="When">What must hold.</param>
/// <param name="Unit">Code of the unit in charge.</param>
/// <param name="Cooperating">Codes of those that cooperate; $town stands for the town's unit.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
public sealed record RoutingRule(string Id, RoutingCondition When, string Unit, IReadOnlyList<string> Cooperating, string Document, string Date);

/// <summary>Which unit is in charge of a case (data/rules/routing.json): the first rule that holds. There is always one.</summary>
public sealed class Routing
{
    /// <summary>The unit of the town in which a case lies, among those that cooperate.</summary>
    public const string TownUnit = "$town";

    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<Routing> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "routing.json"), Units.Default));

    private readonly Units _units;

    private Routing(string where, IReadOnlyList<RoutingRule> rules, Units units)
    {
        InputException Wrong(string? rule, string problem, string mend) => new(where, rule, problem, mend);
        foreach (var rule in rules)
        {
            if (string.IsNullOrWhiteSpace(rule.Document) || string.IsNullOrWhiteSpace(rule.Date)) throw Wrong(rule.Id, "the rule has no source document or no date", "name the task of the plan, or say that it is your own choice");
            if (rule.When is null) throw Wrong(rule.Id, "the rule has no conditions", "write \"when\": {} where it holds always");
            foreach (string code in (rule.Cooperating ?? []).Where(c => c != TownUnit).Append(rule.Unit))
            {
                if (units.Find(code) is null) throw Wrong(rule.Id, $"'{code}' is no unit", "use a code of data/units.json");
            }

            foreach (string kind in rule.When.PlaceKind ?? [])
            {
                if (Enum.GetValues<PlaceKind>().All(k => Sites.StatusCode.Of(k) != kind)) throw Wrong(rule.Id, $"'{kind}' is no kind of place", $"use one of {string.Join(", ", Enum.GetValues<PlaceKind>().Select(k => Sites.StatusCode.Of(k)))}");
            }
        }

        if (rules.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Wrong(twice.Key, "the id stands twice", "give each rule an id of its own");
        if (rules is not [.., var last] || !last.When.Always) throw Wrong("rules", "the last rule has conditions, so that a case might be left without a unit", "end with a rule whose \"when\" is {}");
        if (rules.SkipLast(1).FirstOrDefault(r => r.When.Always) is { } early) throw Wrong(early.Id, "it holds always, so that the rules after it never do", "put it last");
        (Rules, _units) = (rules, units);
    }

    /// <summary>The rules that the program brings.</summary>
    public static Routing Default => Shipped.Value;

    /// <summary>All rules, in their order.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; }

    /// <summary>Who gets a case.</summary>
    public CaseRoute Of(CaseFacts facts)
    {
        var rule = Rules.First(r => r.When.Holds(facts));
        IEnumerable<string> cooperating = (rule.Cooperating ?? []).Select(c => c == TownUnit ? _units.OfTown(facts.Ground.Town)?.Code : c).OfType<string>();
        return new CaseRoute(rule.Unit, [.. cooperating.Where(c => c != rule.Unit).Distinct()], rule);
    }

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A unit that there is not, a rule without a source, or a case that might be left without a unit.</exception>
    public static Routing Load(string file, Units units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return new Routing(file, RulesFile.Read<RuleFile>(file, "data/rules/routing.json", Style).Rules ?? [], units);
    }

    private sealed record RuleFile(string? Note, IReadOnlyList<RoutingRule> Rules);
}
