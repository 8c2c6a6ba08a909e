using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Store;

/// <summary>Geometries as GeoPackage blobs (OGC 12-128r18, 2.1.3): x = longitude, y = latitude, EPSG:4490, no Z, with envelope.</summary>
internal static class GeometryBlob
{
    public const int Srid = 4490;

    /// <summary>The blob of a geometry in the form the layer wants; null for none and for an empty one.</summary>
    public static byte[]? Write(Geometry? geometry, LayerDefinition layer, string id)
    {
        if (geometry is null || geometry.IsEmpty)
        {
            return null;
        }

        var copy = ToKind(geometry, layer, id);
        copy.SRID = Srid;
        return new GeoPackageGeoWriter { HandleOrdinates = Ordinates.XY }.Write(copy);
    }

    public static Geometry? Read(byte[]? blob)
    {
        if (blob is null)
        {
            return null;
        }

        var geometry = new GeoPackageGeoReader { HandleOrdinates = Ordinates.XY }.Read(blob);
        return geometry.IsEmpty ? null : geometry;
    }

    /// <summary>Envelope of a blob; from its header where it holds one, null where empty.</summary>
    public static Extent? Envelope(byte[]? blob) => Envelope(blob.AsSpan());

    /// <summary>The same for a blob seen in place.</summary>
    public static Extent? Envelope(ReadOnlySpan<byte> blob)
    {
        if (!BlobGeometry.TryRead(blob, out var geometry))
        {
            return null;
        }

        if (geometry.HasEnvelope)
        {
            return geometry.Envelope;
        }

        var e = new GeoPackageGeoReader().Read(blob.ToArray()).EnvelopeInternal;
        return e.IsNull ? null : new Extent(e.MinX, e.MinY, e.MaxX, e.MaxY);
    }

    private static Geometry ToKind(Geometry geometry, LayerDefinition layer, string id) => (layer.GeometryKind, geometry) switch
    {
        (GeometryKind.Any, _) => geometry.Copy(),
        (GeometryKind.MultiPolygon, MultiPolygon) => geometry.Copy(),
        (GeometryKind.MultiPolygon, Polygon p) => geometry.Factory.CreateMultiPolygon([(Polygon)p.Copy()]),
        _ => throw new InputException($"layer {layer.Id}, item {id}", "geometry",
            $"a {geometry.GeometryType} does not fit", $"give {(layer.GeometryKind == GeometryKind.None ? "no geometry" : "a Polygon or MultiPolygon")}"),
    };
}
