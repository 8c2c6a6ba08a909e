using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Cases;

/// <summary>A named outline or line of the register.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Geometry">Longitude/latitude.</param>
public sealed record NamedPlace(string Name, Geometry Geometry);

/// <summary>The district round a case: towns, key control areas, rivers, listed mines and dumps.</summary>
public sealed class CaseDistrict(
    IReadOnlyList<NamedPlace> towns, IReadOnlyList<NamedPlace> keyControlAreas, IReadOnlyList<NamedPlace> rivers, IReadOnlyList<NamedPlace> mines, IReadOnlyList<NamedPlace> dumps)
{
    /// <summary>What lies farther off is not looked for, m.</summary>
    public const double Reach = 10_000;

    private readonly STRtree<NamedPlace> _rivers = Index(rivers), _mines = Index(mines), _dumps = Index(dumps);

    /// <summary>Where a place lies.</summary>
    /// <param name="place">Longitude/latitude.</param>
    public CaseGround Of(Geometry place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Point inside = place.InteriorPoint;
        return new CaseGround(
            Around(towns, inside), Around(keyControlAreas, inside), Nearest(_rivers, place), Nearest(_mines, place), Nearest(_dumps, place));
    }

    // The first by name where several hold it, so that the answer does not depend on their order.
    private static string? Around(IReadOnlyList<NamedPlace> areas, Point place) =>
        areas.Where(a => a.Geometry.EnvelopeInternal.Contains(place.Coordinate) && a.Geometry.Covers(place)).Select(a => a.Name).Order(StringComparer.Ordinal).FirstOrDefault();

    private static double? Nearest(STRtree<NamedPlace> index, Geometry place)
    {
        double? least = null;
        foreach (var one in index.Query(OverlapMeasure.Wider(place.EnvelopeInternal, Reach)))
        {
            double metres = Ellipsoid.Distance(place, one.Geometry);
            if (metres <= Reach && !(metres >= least)) least = metres;
        }

        return least;
    }

    private static STRtree<NamedPlace> Index(IReadOnlyList<NamedPlace> places)
    {
        var index = new STRtree<NamedPlace>();
        foreach (var place in places) index.Insert(place.Geometry.EnvelopeInternal, place);
        index.Build();
        return index;
    }
}
