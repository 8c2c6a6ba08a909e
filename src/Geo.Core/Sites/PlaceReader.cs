using System.Globalization;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Sites;

/// <summary>The place of a row: from the file's geometry or from columns, in whatever system, to longitude and latitude.</summary>
internal sealed class PlaceReader
{
    private readonly ColumnMap _columns;
    private readonly Func<Geometry, Geometry> _toLonLat;

    private PlaceReader(ColumnMap columns, Func<Geometry, Geometry> toLonLat) => (_columns, _toLonLat) = (columns, toLonLat);

    public static PlaceReader For(VectorLayer layer, ColumnMap columns, string where, RegisterOptions options) =>
        new(columns, Transform(layer, where, options.SourceCrs));

    public (Geometry? Geometry, Reason? Reason) Read(VectorFeature feature, string kind, bool anyPlace)
    {
        Geometry? raw;
        try
        {
            raw = Raw(feature);
            if (raw is { IsEmpty: false })
            {
                raw = _toLonLat(raw);
            }
        }
        catch (Exception e) when (e is InputException or ParseException or FormatException or ArgumentException)
        {
            return (null, new Reason($"位置无法读取：{e.Message}", $"the place cannot be read: {e.Message}"));
        }

        return RegisterGeometry.Check(raw, kind, anyPlace);
    }

    private Geometry? Raw(VectorFeature feature)
    {
        if (feature.Geometry is { IsEmpty: false } own && !_columns.ExplicitPlace)
        {
            return own;
        }

        if (!_columns.ExplicitPlace && _columns.Find("wkt") is { } wkt && CellReader.Text(feature.Attributes.GetValueOrDefault(wkt.Name)) is { } text)
        {
            return new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(text);
        }

        if (_columns.Find("lon") is not { } lon || _columns.Find("lat") is not { } lat
            || CellReader.Text(feature.Attributes.GetValueOrDefault(lon.Name)) is not { } x || CellReader.Text(feature.Attributes.GetValueOrDefault(lat.Name)) is not { } y)
        {
            return feature.Geometry;
        }

        return new Point(double.Parse(x, NumberStyles.Float, CultureInfo.InvariantCulture), double.Parse(y, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static Func<Geometry, Geometry> Transform(VectorLayer layer, string where, string? sourceCrs)
    {
        switch (sourceCrs?.Trim().ToLowerInvariant())
        {
            case "gcj02" or "gcj-02":
                return g => ChineseOffsets.Move(g, ChineseOffsets.Gcj02ToWgs84);
            case "bd09" or "bd-09":
                return g => ChineseOffsets.Move(g, ChineseOffsets.Bd09ToWgs84);
            case "crs84" or "wgs84" or "cgcs2000":
                return g => g;
            case null when layer.Crs is null:
                // Only longitudes and latitudes can be told from the numbers; the bounds are checked row by row.
                if (layer.Features.Any(f => f.Geometry is { IsEmpty: false } g && (Math.Abs(g.EnvelopeInternal.MaxX) > 180 || Math.Abs(g.EnvelopeInternal.MaxY) > 180)))
                {
                    throw new InputException(where, "source-crs", "the file names no coordinate system and its numbers are no longitudes and latitudes",
                        "name the system, for example --source-crs EPSG:4546");
                }

                return g => g;
            default:
                return GeometryTransform.Of(sourceCrs is null ? layer.Crs! : WellKnown.FromUser(sourceCrs), WellKnown.Crs84);
        }
    }
}
