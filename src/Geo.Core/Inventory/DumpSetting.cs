using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Inventory;

/// <summary>What lies round a place.</summary>
/// <param name="Sensitive">The nearest sensitive area; null where the register has none.</param>
/// <param name="SensitiveMetres">Geodesic from the place's outline to it; 0 where they meet.</param>
/// <param name="KeyControl">The key control area that it lies in, wholly or in part; of several the one that holds most of it.</param>
/// <param name="River">The nearest river; null where the register has none.</param>
public sealed record DumpSetting(SensitiveArea? Sensitive, double? SensitiveMetres, KeyControlArea? KeyControl, NearRiver? River);

/// <summary>Registers to be asked for the setting of many places. Thread-safe once made.</summary>
public sealed class Settings
{
    private readonly NearestPlaces<SensitiveArea> _sensitive;
    private readonly STRtree<(KeyControlArea Area, IPreparedGeometry Prepared)> _control = new();

    /// <param name="sensitive">Sensitive areas.</param>
    /// <param name="control">Key control areas.</param>
    /// <param name="rivers">Rivers and their reaches.</param>
    public Settings(IEnumerable<SensitiveArea> sensitive, IEnumerable<KeyControlArea> control, RiverReaches rivers)
    {
        ArgumentNullException.ThrowIfNull(control);
        _sensitive = new NearestPlaces<SensitiveArea>(sensitive.OrderBy(area => area.Code, StringComparer.Ordinal).Select(area => (area, area.Geometry)));
        foreach (KeyControlArea area in control) _control.Insert(area.Geometry.EnvelopeInternal, (area, PreparedGeometryFactory.Prepare(area.Geometry)));
        _control.Build();
        Rivers = rivers;
    }

    /// <summary>The rivers.</summary>
    public RiverReaches Rivers { get; }

    /// <summary>The setting of a place.</summary>
    /// <param name="place">Longitude/latitude, not empty.</param>
    public DumpSetting Of(Geometry place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var nearest = _sensitive.To(place);
        var control = _control.Query(place.EnvelopeInternal).Where(one => one.Prepared.Intersects(place)).Select(one => one.Area)
            .OrderByDescending(area => Ellipsoid.Area(area.Geometry.Intersection(place)).Value).ThenBy(area => area.Code, StringComparer.Ordinal).FirstOrDefault();
        return new DumpSetting(nearest?.Item, nearest?.Metres, control, Rivers.Nearest(place));
    }
}
