using NetTopologySuite.Geometries;

namespace Geo.Core.Inventory;

/// <summary>Something that may lie along the river.</summary>
/// <param name="Kind">dump or detection.</param>
/// <param name="Id">Code of the dump, id of the detection.</param>
/// <param name="LonLat">Where, longitude/latitude.</param>
public sealed record CorridorCandidate(string Kind, string Id, Geometry LonLat);

/// <summary>Something in the corridor, seen from one river.</summary>
/// <param name="Item">What.</param>
/// <param name="River">The nearest river of its rank.</param>
/// <param name="WithinMetres">The band that it lies in.</param>
public sealed record CorridorItem(CorridorCandidate Item, NearRiver River, int WithinMetres)
{
    /// <summary>Stable: the same item beside the same rank of river.</summary>
    public string Id => $"{Item.Kind}-{Item.Id}-{River.Rank}";
}

/// <summary>Items of one reach.</summary>
/// <param name="Rank">main_stem or tributary.</param>
/// <param name="River">Name of the river.</param>
/// <param name="Reach">Name of the reach.</param>
/// <param name="WithinMetres">Within so many metres: the counts of a wider band hold those of the narrower.</param>
/// <param name="Dumps">Dumps.</param>
/// <param name="Detections">Detections.</param>
public sealed record ReachCount(string Rank, string River, string Reach, int WithinMetres, int Dumps, int Detections);

/// <summary>What lies along the main stem and the tributaries.</summary>
public static class RiverCorridor
{
    /// <summary>Kinds of items.</summary>
    public const string Dump = "dump", Detection = "detection";

    /// <summary>Items within the corridor; one near the main stem and near a tributary is there once for each.</summary>
    /// <param name="candidates">What may lie there.</param>
    /// <param name="rivers">Rivers with their reaches.</param>
    /// <param name="rules">Bands.</param>
    public static IReadOnlyList<CorridorItem> Of(IEnumerable<CorridorCandidate> candidates, RiverReaches rivers, CorridorRules rules) =>
        [.. candidates.Where(one => !one.LonLat.IsEmpty).SelectMany(one => rivers.NearestByRank(one.LonLat)
            .Where(near => rules.Band(near.Metres) is not null).Select(near => new CorridorItem(one, near, rules.Band(near.Metres)!.Value)))];

    /// <summary>How many lie along each reach, by band, cumulative.</summary>
    /// <param name="items">Rank, river, reach, band and kind of each item in the corridor.</param>
    /// <param name="bands">Bands, m, rising.</param>
    public static IReadOnlyList<ReachCount> Counts(IEnumerable<(string Rank, string River, string Reach, int Within, string Kind)> items, IReadOnlyList<int> bands) =>
        [.. items.GroupBy(item => (item.Rank, item.River, item.Reach)).OrderBy(g => g.Key.Rank, StringComparer.Ordinal).ThenBy(g => g.Key.River, StringComparer.Ordinal).ThenBy(g => g.Key.Reach, StringComparer.Ordinal)
            .SelectMany(g => bands.Select(band => new ReachCount(g.Key.Rank, g.Key.River, g.Key.Reach, band,
                g.Count(item => item.Within <= band && item.Kind == Dump), g.Count(item => item.Within <= band && item.Kind == Detection))))];
}
