using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>Objects become polygons in longitude/latitude; those below the minimum mapping unit are dropped, holes below it filled.</summary>
internal sealed class ObjectFilter
{
    private readonly Grid _grid;
    private readonly Func<Geometry, Geometry> _toLonLat;
    private readonly double _minimum;
    private readonly double _fewestPixels;

    /// <param name="grid">Grid of the runs.</param>
    /// <param name="toLonLat">From the grid's CRS to CRS84.</param>
    /// <param name="minimum">Minimum mapping unit.</param>
    public ObjectFilter(Grid grid, Func<Geometry, Geometry> toLonLat, SquareMetres minimum)
    {
        (_grid, _toLonLat, _minimum) = (grid, toLonLat, minimum.Value);
        // Fewer pixels than this are too small wherever they lie: most objects are noise, and need no outline.
        _fewestPixels = _minimum <= 0 ? 0 : _minimum / (1.02 * LargestPixel());
    }

    /// <summary>The polygon of an object; null where it is too small.</summary>
    public DetectionPolygon? Of(PixelRun[] runs, string className)
    {
        long count = 0, probability = 0;
        foreach (var run in runs) (count, probability) = (count + run.Length, probability + run.ProbabilitySum);
        if (count < _fewestPixels) return null;

        var rings = Outline.Of(runs);
        var whole = (Polygon)_toLonLat(Polygon(rings));
        if (Ellipsoid.Area(whole).Value < _minimum) return null;

        long pixels = rings[0].Pixels;
        var holes = new List<LinearRing>();
        for (int i = 0; i < whole.NumInteriorRings; i++)
        {
            if (Ellipsoid.Area(whole.Factory.CreatePolygon(whole.Holes[i])).Value < _minimum) continue;
            holes.Add(whole.Holes[i]);
            pixels += rings[i + 1].Pixels; // negative
        }

        var filled = whole.Factory.CreatePolygon(whole.Shell, [.. holes]);
        double mean = probability / (double)ProbabilitySmoothing.One / count;
        return new DetectionPolygon(className, filled, mean, Ellipsoid.Area(filled), checked((int)pixels))
        {
            MaximumProbability = runs.Max(r => r.ProbabilityMax) / (double)ProbabilitySmoothing.One,
        };
    }

    /// <summary>Rings in the grid's CRS; shells counter-clockwise and holes clockwise (RFC 7946) where rows run southward.</summary>
    private Polygon Polygon(List<PixelRing> rings)
    {
        var t = _grid.Transform;
        bool mirrored = t.PixelWidth * t.PixelHeight - t.RowRotation * t.ColumnRotation > 0;
        LinearRing Ring(PixelRing ring)
        {
            var points = new Coordinate[ring.Corners.Length];
            for (int i = 0; i < points.Length; i++)
            {
                var (x, y) = t.Apply(ring.Corners[i].Col, ring.Corners[i].Row);
                points[mirrored ? i : points.Length - 1 - i] = new Coordinate(x, y);
            }

            return new LinearRing(points);
        }

        return new Polygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]);
    }

    private double LargestPixel()
    {
        double largest = 0;
        for (int i = 0; i <= 2; i++)
        {
            for (int k = 0; k <= 2; k++)
            {
                int col = (_grid.Width - 1) * i / 2, row = (_grid.Height - 1) * k / 2;
                var runs = Outline.Of([new PixelRun(row, col, col + 1, 1, 0, 0)]);
                largest = Math.Max(largest, Ellipsoid.Area(_toLonLat(Polygon(runs))).Value);
            }
        }

        return largest;
    }
}
