using Geo.Core.Gdal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Vectors;

/// <summary>A layer of a vector file.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Crs">Its CRS; null where the file names none.</param>
/// <param name="Fields">Names of the fields in the file's order.</param>
/// <param name="Features">Records in the file's order.</param>
public sealed record VectorLayer(
    string Name, SpatialReference? Crs, IReadOnlyList<string> Fields, IReadOnlyList<VectorFeature> Features);

/// <summary>A record of a vector file.</summary>
/// <param name="Fid">The file's own number of the record.</param>
/// <param name="Geometry">In the layer's CRS, x east; null where the record has none. May be invalid.</param>
/// <param name="Attributes">By field name: string, long, double, bool, DateOnly, DateTimeOffset, byte[] or null.</param>
public sealed record VectorFeature(long Fid, Geometry? Geometry, IReadOnlyDictionary<string, object?> Attributes);

/// <summary>A field of a file to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record VectorField(string Name, FieldKind Kind);
