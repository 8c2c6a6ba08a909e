using System.Globalization;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <content>Relations and functions of geometries, and the R-tree before them.</content>
internal sealed partial class SqlTranslation
{
    // Scattered parts are looked for one by one up to so many; beyond, the rectangle round all does.
    private const int MostRectangles = 8;

    private string Related(Spatial spatial)
    {
        var (left, right, relation) = spatial.Left is GeometryLiteral && spatial.Right is not GeometryLiteral
            ? (spatial.Right, spatial.Left, SpatialTest.Turned(spatial.Relation))
            : (spatial.Left, spatial.Right, spatial.Relation);
        return (left, right) switch
        {
            (GeometryLiteral a, GeometryLiteral b) => SpatialTest.Holds(relation, a.Value, b.Value) ? "1" : "0",
            (_, GeometryLiteral literal) => OfRow(left, () =>
            {
                var test = new SpatialTest(relation, literal.Value);
                return blob => test.Holds(blob, columns);
            }),
            _ => $"{Use("cql_pair")}({Parameter(Operators.Spatial.Name(relation))}, {Sql(left)}, {Sql(right)})",
        };
    }

    private string Called(FunctionCall call)
    {
        var function = FilterFunction.Find(call.Name)!;
        if (function.Sql is { } sql) return sql([.. call.Arguments.Select(Sql)]);
        if (function.OfGeometry is { } one)
        {
            return call.Arguments[0] is GeometryLiteral constant
                ? Parameter(one(constant.Value))
                : OfRow(call.Arguments[0], () => blob => columns.Read(blob) is { } g ? one(g) : null);
        }

        var two = function.OfPair!;
        return (call.Arguments[0], call.Arguments[1]) switch
        {
            (GeometryLiteral a, GeometryLiteral b) => Parameter(two(a.Value, b.Value)),
            (GeometryLiteral a, var b) => OfRow(b, () => blob => columns.Read(blob) is { } g ? two(a.Value, g) : null),
            (var a, GeometryLiteral b) => OfRow(a, () => blob => columns.Read(blob) is { } g ? two(g, b.Value) : null),
            var (a, b) => $"{Use("cql_pair")}({Parameter(function.Name)}, {Sql(a)}, {Sql(b)})",
        };
    }

    private string OfRow(Expression geometry, Func<Func<byte[]?, object?>> make)
    {
        _ofRow.Add(make);
        return $"{Use("cql_row")}({Number(_ofRow.Count - 1)}, {Sql(geometry)})";
    }

    private object? OfPair(string name, byte[]? left, byte[]? right)
    {
        if (columns.Read(left) is not { } a || columns.Read(right) is not { } b) return null;
        return Operators.Spatial.TryGetValue(name, out var relation) ? SpatialTest.Holds(relation, a, b) : FilterFunction.Find(name)!.OfPair!(a, b);
    }

    // Conditions that hold for every row of the answer, so each may narrow the rows first.
    private void Narrow(Expression expression)
    {
        if (queryables.SpatialIndex is not { } index) return;
        if (expression is And and)
        {
            foreach (var term in and.Terms) Narrow(term);
        }
        else if (expression is Spatial { Relation: not SpatialRelation.Disjoint } spatial && Literal(spatial.Left, spatial.Right) is { } literal)
        {
            _near.Append(CultureInfo.InvariantCulture, $" AND {index.RowId} IN ({string.Join(" UNION ALL ", Rectangles(literal).Select(box => In(index.Table, box)))})");
        }
        else if (expression is Comparison { Operator: ComparisonOperator.Less or ComparisonOperator.AtMost, Left: FunctionCall { Name: "distance_m" } distance, Right: NumberLiteral { Value: >= 0 and < 1e6 } metres }
            && Literal(distance.Arguments[0], distance.Arguments[1]) is { } place)
        {
            _near.Append(CultureInfo.InvariantCulture, $" AND {index.RowId} IN ({In(index.Table, Widened(place.EnvelopeInternal, metres.Value))})");
        }
    }

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
        $"SELECT id FROM {table} WHERE maxx >= {Parameter(box.MinX)} AND minx <= {Parameter(box.MaxX)} AND maxy >= {Parameter(box.MinY)} AND miny <= {Parameter(box.MaxY)}";
}
