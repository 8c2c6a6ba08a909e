using Geo.Core.Crs;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>One toe line of a file.</summary>
/// <param name="Fid">The file's number of the record.</param>
/// <param name="Toe">Polygons in the CRS asked for.</param>
/// <param name="Attributes">The record's own.</param>
public sealed record ToeLine(long Fid, Geometry Toe, IReadOnlyDictionary<string, object?> Attributes);

/// <summary>Toe lines from a vector file, in any CRS.</summary>
public static class ToeFile
{
    /// <summary>Reads all polygons of a layer; records of a file are measured one by one.</summary>
    /// <param name="path">GeoJSON, GeoPackage, Shapefile, FlatGeobuf or KML.</param>
    /// <param name="layer">Layer; null where there is one only.</param>
    /// <param name="crs">CRS to bring them to.</param>
    /// <exception cref="InputException">The file names no CRS, holds no polygon, or a record is none.</exception>
    public static IReadOnlyList<ToeLine> Read(string path, string? layer, SpatialReference crs)
    {
        VectorLayer read = VectorFile.Read(path, layer);
        if (read.Crs is not { } from) throw new InputException(path, "CRS", "the toe lines have no CRS", "add it with ogr2ogr -a_srs EPSG:NNNN");
        if (read.Features.Count == 0) throw new InputException(path, null, "the file holds no toe line", "draw at least one polygon");
        var place = GeometryTransform.Of(from, crs);
        return [.. read.Features.Select(feature => new ToeLine(feature.Fid, place(Checked(feature.Geometry, $"{path}, record {feature.Fid}")), feature.Attributes))];
    }

    /// <summary>The geometry, if it can be a toe line.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Geometry Checked(Geometry? geometry, string where) => geometry switch
    {
        null => throw new InputException(where, "geometry", "it is missing", "draw the toe line as a polygon"),
        Polygon or MultiPolygon when !geometry.IsEmpty => geometry,
        _ => throw new InputException(where, "geometry", geometry.IsEmpty ? "it is empty" : $"a {geometry.GeometryType} encloses nothing", "draw the toe line as a polygon"),
    };
}
