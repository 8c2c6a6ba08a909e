using System.Globalization;
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
        using var kml = KmlCopy.Of(path);
        using var reader = FeatureReader.Open(kml?.Path ?? path);
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
        using var kml = KmlCopy.Of(path);
        using var reader = FeatureReader.Open(kml?.Path ?? path);
        var raw = reader.Layer(index);
        var records = raw.Read().ToList();
        var encoding = TextEncoding.Of(path, raw.Fields.Select(f => f.Name)
            .Concat(records.SelectMany(r => r.Values.Where((v, i) => raw.Fields[i].Kind == FieldKind.Text).OfType<byte[]>())));
        string[] fields = [.. raw.Fields.Select(f => TextEncoding.Decode(encoding, f.Name)).Select(f => kml?.Original(f) ?? f)];
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
        ArgumentNullException.ThrowIfNull(features);
        var all = features.ToList();
        bool keepsFids = all.TrueForAll(f => f.Fid > 0) && all.DistinctBy(f => f.Fid).Count() == all.Count;
        Put(path, layerName, crs, fields, all, KindOf(all.Select(f => f.Geometry?.OgcGeometryType ?? default)), keepsFids, []);
    }

    /// <summary>The same for records that are written as they come, one in memory at a time.</summary>
    /// <param name="kind">Of all geometries, of <see cref="KindOf"/>.</param>
    /// <param name="features">Records with numbers of their own.</param>
    public static void Stream(string path, string layerName, SpatialReference? crs, IReadOnlyList<VectorField> fields, GeometryKinds kind, IEnumerable<VectorFeature> features) =>
        // The index of a FlatGeobuf stands before its records and would keep them all.
        Put(path, layerName, crs, fields, features, kind, keepsFids: true, ["SPATIAL_INDEX=NO"]);

    /// <summary>The kind of a layer: one where all are, so that it opens with its symbols in QGIS; polygons and multipolygons together become multipolygons.</summary>
    /// <param name="types">Of its geometries; 0 for none.</param>
    public static GeometryKinds KindOf(IEnumerable<OgcGeometryType> types)
    {
        var found = types.Distinct().Where(t => t != default).ToList();
        return found switch
        {
            [OgcGeometryType.Point] => GeometryKinds.Points,
            [OgcGeometryType.Polygon] => GeometryKinds.Polygons,
            { Count: > 0 } when found.TrueForAll(t => t is OgcGeometryType.Polygon or OgcGeometryType.MultiPolygon) => GeometryKinds.MultiPolygons,
            _ => GeometryKinds.Any,
        };
    }

    private static void Put(
        string path, string layerName, SpatialReference? crs, IReadOnlyList<VectorField> fields, IEnumerable<VectorFeature> features, GeometryKinds kind, bool keepsFids, string[] ofFlatGeobuf)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        (string driver, string[] options) = extension switch
        {
            ".geojson" or ".json" => ("GeoJSON", new[] { "RFC7946=YES", "COORDINATE_PRECISION=7" }),
            ".gpkg" => ("GPKG", ["GEOMETRY_NAME=geom", "FID=fid"]),
            ".fgb" => ("FlatGeobuf", ofFlatGeobuf),
            ".xlsx" => (Sheet, []), // a cell holds 32 767 characters: no place for outlines
            ".csv" => ("CSV", ["GEOMETRY=AS_WKT", "WRITE_BOM=YES"]),
            _ => throw new InputException(path, "extension", $"'{extension}' is no format that can be written",
                $"use one of {string.Join(", ", WritableExtensions)}"),
        };
        if (driver == "GeoJSON" && fields.Any(f => f.Name == IdField)) options = [.. options, $"ID_FIELD={IdField}"];
        bool texts = driver == "CSV";
        string temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}{extension}");
        try
        {
            if (driver == Sheet) PutSheet(temporary, layerName, fields, features);
            else PutRecords();
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        void PutRecords()
        {
            using var writer = FeatureWriter.Create(driver, temporary, layerName, crs, (int)kind, [.. fields.Select(f => (f.Name, texts && f.Kind is FieldKind.DateTime or FieldKind.Date ? FieldKind.Text : f.Kind))], options);
            var wkb = new WKBWriter(ByteOrder.LittleEndian, false);
            foreach (var feature in features)
            {
                var geometry = kind == GeometryKinds.MultiPolygons && feature.Geometry is Polygon polygon
                    ? polygon.Factory.CreateMultiPolygon([polygon])
                    : feature.Geometry;
                writer.Add(keepsFids && driver == "GPKG" ? feature.Fid : null, geometry is null ? null : wkb.Write(geometry),
                    [.. fields.Select(f => feature.Attributes.GetValueOrDefault(f.Name)).Select(v => texts ? Instant(v) : v)]);
            }

            writer.Close();
        }
    }

    private static void PutSheet(string file, string name, IReadOnlyList<VectorField> fields, IEnumerable<VectorFeature> features)
    {
        using var sheet = new XlsxRows(file, name, [.. fields.Select(f => f.Name)]);
        foreach (var feature in features) sheet.Add([.. fields.Select(f => feature.Attributes.GetValueOrDefault(f.Name))]);
        sheet.Close();
    }

    // In tables of texts as RFC 3339 has them; OGR would write 2026/11/27.
    private static object? Instant(object? value) => value switch
    {
        DateTimeOffset at => at.ToUniversalTime().ToString(at.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value,
    };

    // Becomes the id member of a GeoJSON feature, as RFC 7946 has it.
    private const string IdField = "id";
    private const string Sheet = "XLSX";

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
