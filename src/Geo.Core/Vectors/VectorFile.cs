using Geo.Core.Gdal;
using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Vectors;

/// <summary>Reads and writes vector files through OGR.</summary>
public static class VectorFile
{
    /// <summary>Extensions that <see cref="Write"/> knows.</summary>
    public static IReadOnlyList<string> WritableExtensions { get; } = [".geojson", ".json", ".gpkg", ".fgb", ".csv", ".xlsx"];

    /// <summary>Names of the layers of a file.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    /// <exception cref="GdalException">No driver of ours can open it.</exception>
    public static IReadOnlyList<string> Layers(string path)
    {
        using var reader = FeatureReader.Open(path);
        byte[][] names = [.. Enumerable.Range(0, reader.LayerCount).Select(i => reader.Layer(i).Name)];
        var encoding = TextEncoding.Of(path, names);
        return [.. names.Select(n => TextEncoding.Decode(encoding, n))];
    }

    /// <summary>Reads a layer whole.</summary>
    /// <param name="path">GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML or CSV.</param>
    /// <param name="layer">Name of the layer; may be null where the file has only one.</param>
    /// <exception cref="InputException">There is no such file or layer, or there are several and none is named.</exception>
    /// <exception cref="GdalException">The file is broken, or no driver of ours can open it.</exception>
    public static VectorLayer Read(string path, string? layer = null)
    {
        var names = Layers(path);
        int index = Choose(path, names, layer);
        using var reader = FeatureReader.Open(path);
        var raw = reader.Layer(index);
        var records = raw.Read().ToList();
        var encoding = TextEncoding.Of(path, raw.Fields.Select(f => f.Name)
            .Concat(records.SelectMany(r => r.Values.Where((v, i) => raw.Fields[i].Kind == FieldKind.Text).OfType<byte[]>())));
        string[] fields = [.. raw.Fields.Select(f => TextEncoding.Decode(encoding, f.Name))];
        var crs = raw.Crs;
        var wkb = new WKBReader(NtsGeometryServices.Instance) { IsStrict = false };
        return new VectorLayer(names[index], crs, fields, [.. records.Select(Feature)]);

        VectorFeature Feature(RawFeature record)
        {
            var attributes = new Dictionary<string, object?>(fields.Length, StringComparer.Ordinal);
            for (int i = 0; i < fields.Length; i++)
            {
                attributes[fields[i]] = raw.Fields[i].Kind == FieldKind.Text && record.Values[i] is byte[] text
                    ? TextEncoding.Decode(encoding, text)
                    : record.Values[i];
            }

            return new VectorFeature(record.Fid, Geometry(record), attributes);
        }

        Geometry? Geometry(RawFeature record)
        {
            if (record.Wkb is null)
            {
                return null;
            }

            try
            {
                var geometry = wkb.Read(record.Wkb);
                geometry.SRID = crs?.Epsg ?? 0;
                return geometry;
            }
            catch (Exception broken) when (broken is ParseException or ArgumentException)
            {
                throw new InputException($"{path}, record {record.Fid}", "geometry", "it is of a kind that cannot be used (3D surfaces, or broken)",
                    "turn it into polygons, as with ogr2ogr -nlt MULTIPOLYGON", broken);
            }
        }
    }

    /// <summary>Writes a layer; the format follows the extension. The file appears whole or not at all, an older one is replaced.</summary>
    /// <param name="path">.geojson or .json (RFC 7946, 7 decimals), .gpkg, .fgb, .csv (geometry as WKT), .xlsx (without geometry).</param>
    /// <param name="layerName">Name of the layer.</param>
    /// <param name="crs">CRS of the geometries; GeoJSON is brought to CRS84.</param>
    /// <param name="fields">Fields in order.</param>
    /// <param name="features">Records; attributes that are no field are left out.</param>
    /// <exception cref="InputException">The extension is none of ours.</exception>
    /// <exception cref="GdalException">The file cannot be written.</exception>
    public static void Write(
        string path, string layerName, SpatialReference? crs, IReadOnlyList<VectorField> fields, IEnumerable<VectorFeature> features)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(features);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        (string driver, string[] options) = extension switch
        {
            ".geojson" or ".json" => ("GeoJSON", new[] { "RFC7946=YES", "COORDINATE_PRECISION=7" }),
            ".gpkg" => ("GPKG", ["GEOMETRY_NAME=geom", "FID=fid"]),
            ".fgb" => ("FlatGeobuf", []),
            ".xlsx" => ("XLSX", []), // a cell holds 32 767 characters: no place for outlines
            ".csv" => ("CSV", ["GEOMETRY=AS_WKT", "WRITE_BOM=YES"]),
            _ => throw new InputException(path, "extension", $"'{extension}' is no format that can be written",
                $"use one of {string.Join(", ", WritableExtensions)}"),
        };
        if (driver == "GeoJSON" && fields.Any(f => f.Name == IdField)) options = [.. options, $"ID_FIELD={IdField}"];
        var all = features.ToList();
        bool flat = driver == "XLSX";
        int type = flat ? NoGeometry : GeometryTypeOf(all);
        bool keepsFids = driver == "GPKG" && all.TrueForAll(f => f.Fid > 0) && all.DistinctBy(f => f.Fid).Count() == all.Count;
        string temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}{extension}");
        try
        {
            using (var writer = FeatureWriter.Create(driver, temporary, layerName, crs, type, [.. fields.Select(f => (f.Name, f.Kind))], options))
            {
                var wkb = new WKBWriter(ByteOrder.LittleEndian, false);
                foreach (var feature in all)
                {
                    var geometry = type == MultiPolygon && feature.Geometry is Polygon polygon
                        ? polygon.Factory.CreateMultiPolygon([polygon])
                        : feature.Geometry;
                    writer.Add(keepsFids ? feature.Fid : null, geometry is null || flat ? null : wkb.Write(geometry),
                        [.. fields.Select(f => feature.Attributes.GetValueOrDefault(f.Name))]);
                }

                writer.Close();
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Becomes the id member of a GeoJSON feature, as RFC 7946 has it.
    private const string IdField = "id";
    private const int Unknown = 0, PointType = 1, PolygonType = 3, MultiPolygon = 6, NoGeometry = 100;

    // A layer of one kind opens with its symbols in QGIS; polygons and multipolygons together become multipolygons.
    private static int GeometryTypeOf(List<VectorFeature> features)
    {
        var types = features.Select(f => f.Geometry).OfType<Geometry>().Select(g => g.OgcGeometryType).Distinct().ToList();
        return types switch
        {
            [OgcGeometryType.Point] => PointType,
            [OgcGeometryType.Polygon] => PolygonType,
            { Count: > 0 } when types.TrueForAll(t => t is OgcGeometryType.Polygon or OgcGeometryType.MultiPolygon) => MultiPolygon,
            _ => Unknown,
        };
    }

    private static int Choose(string path, IReadOnlyList<string> names, string? layer)
    {
        string listed = string.Join(", ", names);
        if (layer is null)
        {
            return names.Count switch
            {
                1 => 0,
                0 => throw new InputException(path, "layer", "the file holds no layer", "check that it is the right file"),
                _ => throw new InputException(path, "layer", $"the file holds {names.Count} layers ({listed})", "name one with --layer"),
            };
        }

        int index = names.ToList().IndexOf(layer);
        return index >= 0 ? index : throw new InputException(path, "layer", $"there is no layer '{layer}'", $"choose one of {listed}");
    }
}
