using System.Text.Json;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO.Converters;

namespace Geo.Core.Tests.Tiles;

/// <summary>Polygons of a GeoJSON file, made valid.</summary>
internal sealed class GeoJsonShapes
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new GeoJsonConverterFactory() } };

    public GeoJsonShapes(string file) => Polygons = [.. JsonSerializer.Deserialize<FeatureCollection>(File.ReadAllText(file), Options)!
        .Select(feature => GeometryFixer.Fix(feature.Geometry)).Where(shape => shape is Polygon or MultiPolygon)];

    public IReadOnlyList<Geometry> Polygons { get; }
}
