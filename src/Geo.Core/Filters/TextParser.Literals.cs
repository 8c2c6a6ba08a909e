using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <content>Geometries (well-known text), boxes, instants and intervals.</content>
internal sealed partial class TextParser
{
    private static bool IsGeometry(string name) => name.ToUpperInvariant() is "POINT" or "LINESTRING" or "POLYGON" or "MULTIPOINT" or "MULTILINESTRING" or "MULTIPOLYGON" or "GEOMETRYCOLLECTION";

    private GeometryLiteral Geometry(Token name)
    {
        Take("Z");
        return _meter.Node(new GeometryLiteral(Shape(name)));
    }

    private Geometry Shape(Token name)
    {
        return LiteralGeometry.Checked(() => name.Value.ToUpperInvariant() switch
        {
            "POINT" => LiteralGeometry.Point(In(Position)),
            "LINESTRING" => LiteralGeometry.Line(Some(Position)),
            "POLYGON" => Polygon(),
            "MULTIPOINT" => LiteralGeometry.Points(Some(() => _token.Is("(") ? In(Position) : Position())),
            "MULTILINESTRING" => LiteralGeometry.Lines(Some(() => LiteralGeometry.Line(Some(Position)))),
            "MULTIPOLYGON" => LiteralGeometry.Polygons(Some(() => Polygon())),
            _ => LiteralGeometry.Collection(Some(Member)),
        }, problem => _lexer.Wrong(name.Start, problem, "mend the geometry"));
    }

    private Polygon Polygon() => LiteralGeometry.Polygon(Some(() => Some(Position)));

    private Geometry Member()
    {
        var name = _token;
        if (name.Kind != TokenKind.Name || !IsGeometry(name.Value) || name.IsWord("GEOMETRYCOLLECTION")) throw Expected("POINT, LINESTRING, POLYGON or their MULTI forms");
        Advance();
        Take("Z");
        return Shape(name);
    }

    private Coordinate Position()
    {
        _meter.Vertex();
        double x = Ordinate(), y = Ordinate();
        return _token.Is(",") || _token.Is(")") ? new Coordinate(x, y) : new CoordinateZ(x, y, Ordinate());
    }

    private double Ordinate()
    {
        int sign = _token.Is("-") ? -1 : 1;
        if (sign < 0 || _token.Is("+")) Advance();
        return _token.Kind == TokenKind.Number ? Number(sign).Value : throw Expected("a coordinate");
    }

    private T In<T>(Func<T> one)
    {
        DemandSymbol("(");
        var inside = one();
        DemandSymbol(")");
        return inside;
    }

    private List<T> Some<T>(Func<T> one) => In(() =>
    {
        var all = new List<T> { one() };
        while (_token.Is(","))
        {
            Advance();
            all.Add(one());
        }

        return all;
    });

    private BoxLiteral Box()
    {
        var start = _token;
        var bounds = Some(Ordinate);
        return bounds.Count is 4 or 6 ? _meter.Node(new BoxLiteral([.. bounds])) : throw _lexer.Wrong(start.Start, $"BBOX holds {bounds.Count} numbers", "give four, or six with heights");
    }

    private Expression Instant(bool day)
    {
        Advance();
        var token = _token;
        if (token.Kind != TokenKind.Text) throw Expected(day ? "a day as '2025-06-01'" : "an instant as '2025-06-01T03:20:00Z'");
        Advance();
        DemandSymbol(")");
        var instant = Instants.Read(token.Value);
        return (day ? instant is DateLiteral : instant is TimestampLiteral)
            ? _meter.Node(instant!)
            : throw _lexer.Wrong(token.Start, $"'{Short(token.Value)}' is not {(day ? "a day" : "an instant in UTC")}", day ? "write it as DATE('2025-06-01')" : "write it as TIMESTAMP('2025-06-01T03:20:00Z')");
    }

    private Interval Span()
    {
        Advance();
        var from = Side();
        DemandSymbol(",");
        var to = Side();
        DemandSymbol(")");
        return _meter.Node(new Interval(from, to));
    }

    private Expression? Side()
    {
        if (_token.Kind != TokenKind.Text) return Value();
        var token = Advance();
        if (token.Value == "..") return null;
        return _meter.Node(Instants.Read(token.Value) ?? throw _lexer.Wrong(token.Start, $"'{Short(token.Value)}' is neither a day nor an instant in UTC", "write '2025-06-01', '2025-06-01T03:20:00Z' or '..'"));
    }
}
