using Geo.Core.Crs;
using NetTopologySuite.Densify;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Geo.Core.Filters;

/// <summary>A CRS in which a filter's geometries may be written (filter-crs), with the axis order of its definition.</summary>
public sealed class FilterCrs
{
    // Edges of planes are no straight lines in longitude/latitude: a kilometre of them is off by less than 2 cm.
    private const double LongestEdgeMetres = 1000, Parts = 200;
    private const double Slack = 1e-9;

    private readonly OfferedCrs _crs;

    private FilterCrs(OfferedCrs crs) => _crs = crs;

    /// <summary>Longitude, latitude: the CRS where none is given.</summary>
    public static FilterCrs Crs84 { get; } = new(OfferedCrs.Crs84);

    /// <summary>All that are offered.</summary>
    public static IReadOnlyList<FilterCrs> All { get; } = [.. OfferedCrs.All.Select(crs => crs == OfferedCrs.Crs84 ? Crs84 : new FilterCrs(crs))];

    /// <summary>Its URI.</summary>
    public string Uri => _crs.Uri;

    /// <summary>The CRS of a URI or safe CURIE; CRS84 for null.</summary>
    /// <exception cref="InputException">It is not offered.</exception>
    public static FilterCrs Of(string? uri, FilterPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return uri is null ? Crs84 : (OfferedCrs.Find(uri) is { } offered ? All.First(crs => crs._crs == offered) : null)
            ?? throw place.Wrong($"'{uri}' is not offered", $"use {string.Join(", ", OfferedCrs.Uris)}");
    }

    /// <summary>A literal in longitude/latitude, flat.</summary>
    /// <exception cref="InputException">It lies off the earth, or is not valid (a ring that crosses itself).</exception>
    internal Geometry ToLonLat(Geometry literal, FilterPlace place)
    {
        var flat = _crs.NorthFirst ? new AffineTransformation(0, 1, 0, 1, 0, 0).Transform(literal) : literal;
        if (_crs.IsPlane)
        {
            var box = flat.EnvelopeInternal;
            double longest = Math.Max(LongestEdgeMetres, Math.Max(box.Width, box.Height) / Parts * Math.Max(1, flat.NumPoints / Parts));
            flat = flat.Dimension == Dimension.Point ? flat : Densifier.Densify(flat, longest);
            try
            {
                flat = GeometryTransform.Transform(flat, _crs.Reference, WellKnown.Crs84);
            }
            catch (InputException e)
            {
                throw place.Wrong($"a geometry has no place on the earth ({e.Problem})", $"write its coordinates in {Uri}", e);
            }
        }

        var all = flat.EnvelopeInternal;
        if (!(all.MinX >= -180 - Slack && all.MaxX <= 180 + Slack && all.MinY >= -90 - Slack && all.MaxY <= 90 + Slack))
        {
            throw place.Wrong("a geometry lies off the earth", $"write its coordinates in {Uri}{(_crs.NorthFirst ? ", north or latitude first" : "")}, or name their CRS in filter-crs");
        }

        return new IsValidOp(flat).ValidationError is { } error
            ? throw place.Wrong(FormattableString.Invariant($"a geometry is not valid: {error.Message} near {error.Coordinate?.X:0.######}, {error.Coordinate?.Y:0.######}"), "mend the geometry")
            : flat;
    }

    /// <summary>A box in longitude/latitude; two of them where it crosses the antimeridian, a line or point where it is flat.</summary>
    internal Geometry ToLonLat(BoxLiteral box, FilterPlace place)
    {
        var b = box.Bounds;
        int half = b.Count / 2;
        var (minX, minY, maxX, maxY) = _crs.NorthFirst ? (b[1], b[0], b[half + 1], b[half]) : (b[0], b[1], b[half], b[half + 1]);
        if (minY > maxY) throw place.Wrong("the lower bound of a box lies above its upper one", "give the lower corner first");
        if (minX <= maxX) return ToLonLat(AxesAsWritten(Rectangle(minX, minY, maxX, maxY)), place);
        if (_crs.IsPlane) throw place.Wrong("the left bound of a box lies right of its right one", "give the lower corner first");
        return ToLonLat(AxesAsWritten(GeometryFactory.Default.BuildGeometry([Rectangle(minX, minY, 180, maxY), Rectangle(-180, minY, maxX, maxY)])), place);
    }

    private Geometry AxesAsWritten(Geometry eastFirst) => _crs.NorthFirst ? new AffineTransformation(0, 1, 0, 1, 0, 0).Transform(eastFirst) : eastFirst;

    private static Geometry Rectangle(double minX, double minY, double maxX, double maxY) =>
        GeometryFactory.Default.ToGeometry(new Envelope(minX, maxX, minY, maxY));
}
