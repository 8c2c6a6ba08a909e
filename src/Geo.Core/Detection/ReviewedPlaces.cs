using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>How a person came to speak of a place.</summary>
public enum PlaceKind
{
    /// <summary>A detection that is what the survey said.</summary>
    Confirmed,
    /// <summary>A detection that is not.</summary>
    Rejected,
    /// <summary>A place that surveys had missed.</summary>
    Missed,
}

/// <summary>What a person said of a place.</summary>
/// <param name="Kind">How it came about.</param>
/// <param name="Label">Class of the ground.</param>
/// <param name="Place">Polygon, longitude/latitude (CRS84).</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Survey">Survey on whose imagery it was said; null where that is not known.</param>
public sealed record ReviewedPlace(PlaceKind Kind, string Label, Geometry Place, DateTimeOffset At, string? Survey)
{
    /// <summary>The place as labelled ground of a grid: without its outermost pixels, which are mixed, where any are left.</summary>
    public LabelledArea On(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var step = grid.Transform;
        double pixel = Math.Sqrt(Math.Abs(step.PixelWidth * step.PixelHeight - step.RowRotation * step.ColumnRotation));
        Geometry whole = GeometryTransform.Of(WellKnown.Crs84, grid.Crs)(Place), inner = whole.Buffer(-pixel);
        var middle = Place.InteriorPoint;
        return new LabelledArea(Label, LabelledPixels.Of(inner, grid).Count > 0 ? inner : whole, middle.X, middle.Y);
    }
}

/// <summary>Makes one opinion a place of what people said at different times, and tells it from what was labelled.</summary>
public static class ReviewedPlaces
{
    // As for two outlines of one thing.
    private const double SameShare = 0.5;

    /// <summary>The places of which the latest word holds: one is left out where a later one covers half of the ground of either.</summary>
    /// <param name="said">In any order.</param>
    /// <returns>In the order of time.</returns>
    public static IReadOnlyList<ReviewedPlace> Latest(IEnumerable<ReviewedPlace> said)
    {
        ReviewedPlace[] ordered = [.. said.OrderBy(p => p.At).ThenBy(p => p.Label, StringComparer.Ordinal)];
        return [.. ordered.Where((p, i) => !ordered.Skip(i + 1).Any(later => Covers(p.Place, later.Place)))];
    }

    /// <summary>True where the two are one thing, or one holds most of the other.</summary>
    public static bool Covers(Geometry one, Geometry other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (!one.EnvelopeInternal.Intersects(other.EnvelopeInternal)) return false;
        double common = Ellipsoid.Area(one.Intersection(other)).Value;
        return common > 0 && common >= SameShare * Math.Min(Ellipsoid.Area(one).Value, Ellipsoid.Area(other).Value);
    }
}
