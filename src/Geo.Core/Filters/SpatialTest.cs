using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.RelateNG;

namespace Geo.Core.Filters;

/// <summary>How geometry columns are read: the whole, or its rectangle from the blob's header.</summary>
/// <param name="Read">The geometry of a blob, longitude/latitude; null for none.</param>
/// <param name="Envelope">Its rectangle; null for none.</param>
public sealed record GeometryColumns(Func<byte[]?, Geometry?> Read, Func<byte[]?, Extent?> Envelope);

/// <summary>One relation against one literal, prepared once and asked for every row. For one thread.</summary>
internal sealed class SpatialTest
{
    private readonly SpatialRelation _relation;
    private readonly Geometry _literal;
    private readonly Extent _box;
    private readonly bool _rectangle;
    private readonly RelateNG _prepared;

    /// <param name="relation">The relation of the row's geometry to the literal.</param>
    /// <param name="literal">Longitude/latitude.</param>
    public SpatialTest(SpatialRelation relation, Geometry literal)
    {
        (_relation, _literal, _prepared) = (relation, literal, RelateNG.Prepare(literal));
        var e = literal.EnvelopeInternal;
        (_box, _rectangle) = (new Extent(e.MinX, e.MinY, e.MaxX, e.MaxY), literal.IsRectangle);
    }

    /// <summary>The relation seen from the other geometry.</summary>
    public static SpatialRelation Turned(SpatialRelation relation) => relation switch
    {
        SpatialRelation.Contains => SpatialRelation.Within,
        SpatialRelation.Within => SpatialRelation.Contains,
        _ => relation,
    };

    /// <summary>The relation of two geometries.</summary>
    public static bool Holds(SpatialRelation relation, Geometry a, Geometry b) => RelateNG.Relate(a, b, Predicate(relation));

    /// <summary>True where it holds; null without a geometry.</summary>
    public bool? Holds(byte[]? blob, GeometryColumns columns)
    {
        if (columns.Envelope(blob) is not { } box) return null;
        if (!box.Intersects(_box)) return _relation == SpatialRelation.Disjoint;
        bool inside = _rectangle && box.MinX >= _box.MinX && box.MaxX <= _box.MaxX && box.MinY >= _box.MinY && box.MaxY <= _box.MaxY;
        if (inside && _relation is SpatialRelation.Intersects or SpatialRelation.Disjoint) return _relation == SpatialRelation.Intersects;
        if (columns.Read(blob) is not { } geometry) return null;
        try
        {
            return _prepared.Evaluate(geometry, Predicate(Turned(_relation)));
        }
        catch (TopologyException)
        {
            // A stored ring that crosses itself: what it covers is meant.
            return Holds(_relation, GeometryFixer.Fix(geometry), _literal);
        }
    }

    private static TopologyPredicate Predicate(SpatialRelation relation) => relation switch
    {
        SpatialRelation.Contains => RelatePredicate.Contains(),
        SpatialRelation.Crosses => RelatePredicate.Crosses(),
        SpatialRelation.Disjoint => RelatePredicate.Disjoint(),
        SpatialRelation.Equals => RelatePredicate.EqualsTopologically(),
        SpatialRelation.Intersects => RelatePredicate.Intersects(),
        SpatialRelation.Overlaps => RelatePredicate.Overlaps(),
        SpatialRelation.Touches => RelatePredicate.Touches(),
        _ => RelatePredicate.Within(),
    };
}
