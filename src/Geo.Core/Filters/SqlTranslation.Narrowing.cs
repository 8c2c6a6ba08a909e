using System.Globalization;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <content>Conditions that hold for every row of the answer, so that an index may narrow the rows first.</content>
internal sealed partial class SqlTranslation
{
    // Scattered parts are looked for one by one up to so many; beyond, the rectangle round all does.
    private const int MostRectangles = 8;

    private void Narrow(Expression expression)
    {
        switch (expression)
        {
            case And and:
                foreach (var term in and.Terms) Narrow(term);
                break;
            case Spatial { Relation: not SpatialRelation.Disjoint } spatial when Literal(spatial.Left, spatial.Right) is { } literal:
                Near(index => string.Join(" UNION ALL ", Rectangles(literal).Select(box => In(index, box))));
                break;
            case Comparison { Operator: ComparisonOperator.Less or ComparisonOperator.AtMost, Left: FunctionCall { Name: "distance_m" } distance, Right: NumberLiteral { Value: >= 0 and < 1e6 } metres }
                when Literal(distance.Arguments[0], distance.Arguments[1]) is { } place:
                Near(index => In(index, Widened(place.EnvelopeInternal, metres.Value)));
                break;
            default:
                if (Indexed(expression) is { } property && Column(property).Type is FilterType.Text or FilterType.Number or FilterType.Boolean or FilterType.Timestamp)
                {
                    _indexable.Add(new IndexableCondition(property.Name, Sql(expression), IsEquality(expression)));
                }

                break;
        }
    }

    private void Near(Func<string, string> look)
    {
        if (queryables.SpatialIndex is not { } index) return;
        string place = look(index.Table);
        _places.Add(place);
        _near.Append(CultureInfo.InvariantCulture, $" AND {index.RowId} IN ({place})");
    }

    // The property that alone decides, by an order that an index has.
    private static Property? Indexed(Expression expression) => expression switch
    {
        Comparison { Operator: not ComparisonOperator.NotEqual, Left: Property property, Right: var value } when IsConstant(value) => property,
        Comparison { Operator: not ComparisonOperator.NotEqual, Right: Property property, Left: var value } when IsConstant(value) => property,
        Between { Value: Property property } between when IsConstant(between.Low) && IsConstant(between.High) => property,
        In { Value: Property property } one when one.Items.All(IsConstant) => property,
        Like { Value: Property property, Pattern: TextLiteral text } when new LikePattern(text.Value) is var pattern && (pattern.IsPlain || pattern.Prefix is [.., < '\uD7FF']) => property,
        Temporal { Relation: not TemporalRelation.Disjoint, Left: Property property, Right: var value } when IsConstant(value) => property,
        Temporal { Relation: not TemporalRelation.Disjoint, Right: Property property, Left: var value } when IsConstant(value) => property,
        _ => null,
    };

    private bool IsEquality(Expression expression) => expression switch
    {
        // A day beside an instant is a range.
        Comparison { Operator: ComparisonOperator.Equal } comparison => IsDay(comparison.Left) == IsDay(comparison.Right),
        In { Items.Count: 1 } one => IsDay(one.Value) == IsDay(one.Items[0]),
        Like { Pattern: TextLiteral text } => new LikePattern(text.Value).IsPlain,
        _ => false,
    };

    private static bool IsConstant(Expression value) => value is TextLiteral or NumberLiteral or BooleanLiteral or DateLiteral or TimestampLiteral
        || (value is Interval interval && (interval.From is null || IsConstant(interval.From)) && (interval.To is null || IsConstant(interval.To)));

    private static Geometry? Literal(Expression left, Expression right) => (left, right) switch
    {
        (Property, GeometryLiteral literal) => literal.Value,
        (GeometryLiteral literal, Property) => literal.Value,
        _ => null,
    };

    private static IEnumerable<Envelope> Rectangles(Geometry literal) => literal.NumGeometries is > 1 and <= MostRectangles
        ? Enumerable.Range(0, literal.NumGeometries).Select(i => literal.GetGeometryN(i).EnvelopeInternal)
        : [literal.EnvelopeInternal];

    // A degree of latitude is at least 110.5 km long, one of longitude as many times the cosine; a tenth more for safety.
    private static Envelope Widened(Envelope box, double metres)
    {
        double north = metres / 110_500 * 1.1;
        double farthest = Math.Min(89, Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)) + north);
        var wide = box.Copy();
        wide.ExpandBy(north / Math.Cos(farthest * Math.PI / 180), north);
        return wide;
    }

    private string In(string table, Envelope box) =>
        $"SELECT id AS n FROM {table} WHERE maxx >= {Parameter(box.MinX)} AND minx <= {Parameter(box.MaxX)} AND maxy >= {Parameter(box.MinY)} AND miny <= {Parameter(box.MaxY)}{Around(box)}";

    private string Around(Envelope box)
    {
        if (queryables.Around?.Invoke(new Extent(box.MinX, box.MinY, box.MaxX, box.MaxY)) is not { } around) return "";
        return $" AND east >= {Parameter(around.MinX)} AND west <= {Parameter(around.MaxX)} AND north >= {Parameter(around.MinY)} AND south <= {Parameter(around.MaxY)}";
    }
}
