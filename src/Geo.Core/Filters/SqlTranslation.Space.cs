namespace Geo.Core.Filters;

/// <content>Relations and functions of geometries.</content>
internal sealed partial class SqlTranslation
{
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
}
