using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>Values of a raster; NaN is no data.</summary>
/// <param name="Grid">Its grid.</param>
/// <param name="Read">Reads a window inside the grid; called by one thread at a time.</param>
public sealed record RasterValues(Grid Grid, ReadWindow Read);

/// <summary>A class raster.</summary>
/// <param name="Values">The number of the class from 1; 0 and NaN are no class.</param>
/// <param name="Classes">Names of the classes 1, 2, …</param>
public sealed record ClassMap(RasterValues Values, IReadOnlyList<string> Classes);

/// <summary>What lies around the sites, as the choice of a reference needs it.</summary>
/// <param name="Disturbed">What is no reference: all listed sites and detections, longitude/latitude (CRS84).</param>
public sealed record Surroundings(IReadOnlyList<Geometry> Disturbed)
{
    /// <summary>Height models, the preferred first; a site takes the first that covers it.</summary>
    public IReadOnlyList<RasterValues> Heights { get; init; } = [];

    /// <summary>Class raster of the newest survey; null leaves built-up and cropland in, which one date's colours do not tell from dry steppe.</summary>
    public ClassMap? Land { get; init; }
}
