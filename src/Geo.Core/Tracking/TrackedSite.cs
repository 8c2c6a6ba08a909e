using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>A listed site as tracking needs it.</summary>
/// <param name="Kind"><see cref="MineSite"/> or <see cref="Dump"/>.</param>
/// <param name="Code">Its code.</param>
/// <param name="Geometry">Boundary or point, longitude/latitude (CRS84).</param>
public sealed record TrackedSite(string Kind, string Code, Geometry Geometry)
{
    /// <summary>site_kind of a mine site.</summary>
    public const string MineSite = "mine_site";

    /// <summary>site_kind of a dump.</summary>
    public const string Dump = "dump";

    /// <summary>site_kind of a detection that belongs to no listed site.</summary>
    public const string Unlisted = "unlisted";
}
