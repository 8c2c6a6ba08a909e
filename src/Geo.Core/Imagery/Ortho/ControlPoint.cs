using System.Globalization;
using System.Text.Json;

namespace Geo.Core.Imagery.Ortho;

/// <summary>A place that is known on the ground and in the image.</summary>
/// <param name="Col">Column, (0, 0) is the centre of the first pixel.</param>
/// <param name="Row">Row.</param>
/// <param name="Lon">Longitude, WGS 84 degrees.</param>
/// <param name="Lat">Latitude.</param>
/// <param name="Height">Metres above the ellipsoid.</param>
internal sealed record ControlPoint(double Col, double Row, double Lon, double Lat, double Height)
{
    /// <summary>True place less that of the RPC, pixels.</summary>
    internal (double Col, double Row) Off(RpcModel rpc)
    {
        var (col, row) = rpc.Project(Lon, Lat, Height);
        return (Col - col, Row - row);
    }

    /// <summary>Reads points: GeoJSON Points with [lon, lat, height] and the property "ji": [column, row], or "col" and "row".</summary>
    /// <exception cref="InputException">No such file, no points, or a point without height or place in the image.</exception>
    internal static IReadOnlyList<ControlPoint> Read(string path)
    {
        if (!File.Exists(path)) throw new InputException(path, null, "there is no such file", "check the path");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var points = document.RootElement.GetProperty("features").EnumerateArray().Select((feature, i) => One(path, feature, i + 1)).ToList();
            return points.Count > 0 ? points : throw new InputException(path, "features", "there is no point", "give at least one");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(path, null, "it is no GeoJSON of ground control points", Mend, wrong);
        }
    }

    private const string Mend = "give Points [lon, lat, height above the ellipsoid] with the properties col and row";

    private static ControlPoint One(string path, JsonElement feature, int number)
    {
        var place = feature.GetProperty("geometry").GetProperty("coordinates");
        var properties = feature.GetProperty("properties");
        bool pair = properties.TryGetProperty("ji", out var ji);
        if (place.GetArrayLength() < 3) throw new InputException(path, string.Create(CultureInfo.InvariantCulture, $"point {number}"), "it has no height", Mend);
        double col = pair ? ji[0].GetDouble() : properties.GetProperty("col").GetDouble(), row = pair ? ji[1].GetDouble() : properties.GetProperty("row").GetDouble();
        return new ControlPoint(col, row, place[0].GetDouble(), place[1].GetDouble(), place[2].GetDouble());
    }
}
