using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Cases;

/// <summary>The district round a case: towns, key control areas, rivers, listed mines and dumps.</summary>
public sealed class CaseDistrict(
    IReadOnlyList<NamedPlace> towns, IReadOnlyList<NamedPlace> keyControlAreas, IReadOnlyList<NamedPlace> rivers, IReadOnlyList<NamedPlace> mines, IReadOnlyList<NamedPlace> dumps)
{
    /// <summary>What lies farther off is not looked for, m.</summary>
    public const double Reach = 10_000;

    private readonly NamedAreas _towns = new(towns), _keyControlAreas = new(keyControlAreas);
    private readonly STRtree<NamedPlace> _rivers = Index(rivers), _mines = Index(mines), _dumps = Index(dumps);

    /// <summary>Where a place lies.</summary>
    /// <param name="place">Longitude/latitude.</param>
    public CaseGround Of(Geometry place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new CaseGround(
            _towns.Around(place), _keyControlAreas.Around(place), Nearest(_rivers, place), Nearest(_mines, place), Nearest(_dumps, place));
    }

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
