using Geo.Core.Gdal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Crs;

/// <summary>
/// Moves geometries from one CRS to another, vertex by vertex (edges stay straight). x is east or longitude, y north or
/// latitude on both sides. Thread-safe.
/// </summary>
public static class GeometryTransform
{
    // Datums whose shift to CGCS2000 differs by region and is not public: a default would be wrong by 100 m.
    private static readonly string[] s_secretShifts = ["Xian_1980", "Xian 1980", "D_Xian_1980", "Beijing_1954", "Beijing 1954", "D_Beijing_1954", "New_Beijing", "New Beijing"];

    // Semi-major axes of Krassowsky 1940 and IAG 1975: a datum without a name on them is one of the old ones in a .prj that someone made.
    private static readonly string[] s_oldEllipsoids = ["6378245", "6378140"];

    /// <summary>A transformed copy; its SRID is the target's code (0 where it has none).</summary>
    /// <exception cref="InputException">A vertex has no image, or the datum's shift is not public.</exception>
    public static Geometry Transform(Geometry geometry, SpatialReference from, SpatialReference to) => Of(from, to)(geometry);

    /// <summary>The transformation of one pair, to be used for many geometries.</summary>
    /// <exception cref="InputException">The datum's shift is not public.</exception>
    public static Func<Geometry, Geometry> Of(SpatialReference from, SpatialReference to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        RefuseSecretShift(from, to);
        RefuseSecretShift(to, from);
        var move = Mover(from, to);
        int srid = to.Epsg ?? 0;
        return geometry =>
        {
            ArgumentNullException.ThrowIfNull(geometry);
            var copy = geometry.Copy();
            if (move is not null && !copy.IsEmpty)
            {
                copy.Apply(new SequenceFilter(move, from, to));
                copy.GeometryChanged();
            }

            copy.SRID = srid;
            return copy;
        };
    }

    /// <summary>One point, as (x, y).</summary>
    /// <exception cref="InputException">The point has no image, or the datum's shift is not public.</exception>
    public static (double X, double Y) Transform(double x, double y, SpatialReference from, SpatialReference to)
    {
        var moved = (Point)Transform(new Point(x, y), from, to);
        return (moved.X, moved.Y);
    }

    /// <summary>Moves positions in place, xs and ys of equal length; not finite where a position has no image. Null where nothing moves.</summary>
    /// <exception cref="InputException">The datum's shift is not public.</exception>
    public static Action<double[], double[]>? Points(SpatialReference from, SpatialReference to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        RefuseSecretShift(from, to);
        RefuseSecretShift(to, from);
        return Mover(from, to);
    }

    // Null: nothing to do.
    private static Action<double[], double[]>? Mover(SpatialReference from, SpatialReference to)
    {
        bool fromDegrees = from.Epsg is 4326 or 4490, toDegrees = to.Epsg is 4326 or 4490;
        if (from.Equals(to) || (fromDegrees && toDegrees))
        {
            return null;
        }

        var source = from.Epsg is { } a ? KnownPlane.Of(a) : null;
        var target = to.Epsg is { } b ? KnownPlane.Of(b) : null;
        if ((source is not null || fromDegrees) && (target is not null || toDegrees))
        {
            return (x, y) =>
            {
                for (int i = 0; i < x.Length; i++)
                {
                    var (px, py) = source is null ? (x[i], y[i]) : source.ToDegrees.Transform(x[i], y[i]);
                    (x[i], y[i]) = target is null ? (px, py) : target.ToPlane.Transform(px, py);
                }
            };
        }

        return (x, y) =>
        {
            // PROJ's handles belong to one thread.
            using var transform = new PointTransform(from, to);
            transform.Transform(x, y);
        };
    }

    private static void RefuseSecretShift(SpatialReference one, SpatialReference other)
    {
        foreach (string datum in s_secretShifts)
        {
            if (one.Wkt.Contains(datum, StringComparison.OrdinalIgnoreCase) && !other.Wkt.Contains(datum, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException(one.ToString(), "CRS", $"the shift of {datum.Replace('_', ' ')} to {other} is not public and differs by region",
                    "transform the data with the official parameters first, or give a PROJ text with +towgs84");
            }
        }

        if (IsNamelessOld(one) && !IsNamelessOld(other) && one.Wkt != other.Wkt)
        {
            throw new InputException(one.ToString(), "CRS", "its ellipsoid is that of Beijing 1954 or Xi'an 1980, whose shift is not public and differs by region",
                "transform the data with the official parameters first, or give a PROJ text with +towgs84");
        }
    }

    private static bool IsNamelessOld(SpatialReference crs) =>
        crs.Epsg is null && Array.Exists(s_oldEllipsoids, axis => crs.Wkt.Contains($",{axis},", StringComparison.Ordinal)) && !crs.Wkt.Contains("TOWGS84", StringComparison.OrdinalIgnoreCase);

    private sealed class SequenceFilter(Action<double[], double[]> move, SpatialReference from, SpatialReference to)
        : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            double[] x = new double[sequence.Count], y = new double[sequence.Count];
            for (int i = 0; i < x.Length; i++)
            {
                (x[i], y[i]) = (sequence.GetX(i), sequence.GetY(i));
            }

            double firstX = x.Length > 0 ? x[0] : 0, firstY = y.Length > 0 ? y[0] : 0;
            move(x, y);
            for (int i = 0; i < x.Length; i++)
            {
                if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
                {
                    throw new InputException(FormattableString.Invariant($"geometry at {firstX}, {firstY}"), "coordinates",
                        $"a vertex has no place in {to} when read as {from}", "check the CRS that the data claim");
                }

                sequence.SetX(i, x[i]);
                sequence.SetY(i, y[i]);
            }
        }
    }
}
