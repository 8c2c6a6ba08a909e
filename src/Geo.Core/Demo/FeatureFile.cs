using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Precision;

namespace Geo.Core.Demo;

/// <summary>Collects features given in plan metres and writes them as GeoJSON (RFC 7946: CRS84, right-hand rule, 7 decimals), each marked synthetic.</summary>
internal sealed class FeatureFile(DistrictPlan plan)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new GeoJsonConverterFactory() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly GeometryFactory Factory = new();
    private readonly List<(Geometry Geometry, (string Name, object? Value)[] Properties)> _features = [];

    public static Polygon PolygonOf(Shape shape)
    {
        var ring = Enumerable.Range(0, shape.X.Length + 1)
            .Select(i => new Coordinate(shape.X[i % shape.X.Length], shape.Y[i % shape.X.Length])).ToArray();
        return Factory.CreatePolygon(ring);
    }

    public void Add(Geometry planGeometry, params (string Name, object? Value)[] properties)
    {
        var geometry = planGeometry.Copy();
        geometry.Apply(new ToLonLat(plan));
        geometry = GeometryPrecisionReducer.Reduce(geometry, new PrecisionModel(1e7));
        if (geometry is Polygon or MultiPolygon)
        {
            geometry = geometry.Normalized().Reverse(); // Normalised shells run clockwise; RFC 7946 wants the other way.
        }

        _features.Add((geometry, properties));
    }

    public string Write(string path, string name)
    {
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Json.Encoder });
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteString("name", name);
        writer.WriteBoolean("synthetic", true);
        writer.WriteStartArray("features");
        foreach (var (geometry, properties) in _features)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Feature");
            writer.WriteStartObject("properties");
            foreach (var (key, value) in properties)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, value, Json);
            }

            writer.WriteBoolean("synthetic", true);
            writer.WriteEndObject();
            writer.WritePropertyName("geometry");
            JsonSerializer.Serialize(writer, geometry, Json);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return path;
    }

    private sealed class ToLonLat(DistrictPlan plan) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var (lon, lat) = plan.ToLonLat(seq.GetX(i), seq.GetY(i));
            seq.SetX(i, lon);
            seq.SetY(i, lat);
        }
    }
}
