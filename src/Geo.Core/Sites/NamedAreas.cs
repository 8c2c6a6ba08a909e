using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Geo.Core.Sites;

/// <summary>A named outline or line of the register.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Geometry">Longitude/latitude.</param>
public sealed record NamedPlace(string Name, Geometry Geometry);

/// <summary>Areas that are asked which of them a place lies in, as towns. Thread-safe once made.</summary>
public sealed class NamedAreas
{
    private readonly (string Name, IPreparedGeometry Area)[] _areas;

    /// <param name="areas">The areas.</param>
    public NamedAreas(IEnumerable<NamedPlace> areas) =>
        _areas = [.. areas.OrderBy(area => area.Name, StringComparer.Ordinal).Select(area => (area.Name, PreparedGeometryFactory.Prepare(area.Geometry)))];

    /// <summary>Name of the area that holds a point within the place; the first by name where several do, so that the answer does not depend on their order; null where none does.</summary>
    /// <param name="place">Longitude/latitude, not empty.</param>
    public string? Around(Geometry place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Point inside = place.InteriorPoint;
        return _areas.FirstOrDefault(area => area.Area.Covers(inside)).Name;
    }
}
