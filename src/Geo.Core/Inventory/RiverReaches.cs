using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Geo.Core.Inventory;

/// <summary>The river next to a place.</summary>
/// <param name="River">The river of the register.</param>
/// <param name="Rank">main_stem or tributary.</param>
/// <param name="Reach">Name of the reach that is nearest.</param>
/// <param name="Metres">Geodesic from the place's outline to the river; 0 where they meet.</param>
public sealed record NearRiver(River River, string Rank, string Reach, double Metres);

/// <summary>
/// The rivers of the register and their reaches: the register's own where it draws some for a river, else the river cut at
/// the borders of the towns. Thread-safe once made.
/// </summary>
public sealed class RiverReaches
{
    private const string Outside = "镇界外";
    private readonly Dictionary<string, NearestPlaces<River>> _byRank;
    private readonly NearestPlaces<River> _all;
    private readonly Dictionary<string, NearestPlaces<string>> _reaches;
    private readonly CorridorRules _rules;

    /// <param name="register">Rivers, and reaches among them (<see cref="CorridorRules.IsReach"/>).</param>
    /// <param name="towns">Towns; none leaves each river one reach.</param>
    /// <param name="rules">What is what.</param>
    public RiverReaches(IReadOnlyList<River> register, IReadOnlyList<Town> towns, CorridorRules rules)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(towns);
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        River[] rivers = [.. register.Where(row => !rules.IsReach(row)).OrderBy(row => row.Code, StringComparer.Ordinal)];
        _all = Index(rivers);
        _byRank = rivers.GroupBy(rules.RankOf).ToDictionary(group => group.Key, Index);
        var given = register.Where(rules.IsReach).OrderBy(row => row.Code, StringComparer.Ordinal).ToLookup(reach => _all.To(reach.Geometry)?.Item.Code);
        _reaches = rivers.ToDictionary(river => river.Code, river => new NearestPlaces<string>(given.Contains(river.Code)
            ? given[river.Code].Select(reach => (reach.Name, reach.Geometry))
            : Cut(river, towns)));
    }

    /// <summary>The nearest river; null where the register has none.</summary>
    /// <param name="place">Longitude/latitude, not empty.</param>
    public NearRiver? Nearest(Geometry place) => Near(_all, place);

    /// <summary>The nearest river of each rank, the main stem first.</summary>
    /// <param name="place">Longitude/latitude, not empty.</param>
    public IReadOnlyList<NearRiver> NearestByRank(Geometry place) =>
        [.. new[] { CorridorRules.MainStem, CorridorRules.Tributary }.Where(_byRank.ContainsKey).Select(rank => Near(_byRank[rank], place)).OfType<NearRiver>()];

    private NearRiver? Near(NearestPlaces<River> rivers, Geometry place) => rivers.To(place) is not var (river, metres) ? null
        : new NearRiver(river, _rules.RankOf(river), _reaches[river.Code].To(place)?.Item ?? river.Name, metres);

    private static NearestPlaces<River> Index(IEnumerable<River> rivers) => new(rivers.Select(river => (river, river.Geometry)));

    private static IEnumerable<(string, Geometry)> Cut(River river, IReadOnlyList<Town> towns)
    {
        Geometry rest = river.Geometry;
        IPreparedGeometry prepared = PreparedGeometryFactory.Prepare(river.Geometry);
        foreach (Town town in towns.OrderBy(town => town.Code, StringComparer.Ordinal).Where(town => prepared.Intersects(town.Geometry)))
        {
            Geometry inside = rest.Intersection(town.Geometry);
            if (inside.Dimension < river.Geometry.Dimension) continue; // touches the border only
            yield return ($"{river.Name}{town.Name}段", inside);
            rest = rest.Difference(town.Geometry);
        }

        if (!rest.IsEmpty) yield return (rest.EqualsTopologically(river.Geometry) ? river.Name : $"{river.Name}（{Outside}）", rest);
    }
}
