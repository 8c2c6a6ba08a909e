using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>CQL2 JSON (cql2.json of OGC 21-065r2) to a tree; errors name the place as a path ($.args[0]).</summary>
internal sealed class JsonReader
{
    private readonly FilterMeter _meter;

    private JsonReader(FilterMeter meter) => _meter = meter;

    public static Expression Read(string text, FilterMeter meter, FilterLimits limits)
    {
        meter.Length(text);
        try
        {
            // Two levels an operator (object, args) and those of coordinates.
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2 * limits.Depth + 16 });
            return new JsonReader(meter).Expression(document.RootElement, "$");
        }
        catch (JsonException e)
        {
            throw meter.Place.Wrong(string.Create(CultureInfo.InvariantCulture, $"at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: this is not JSON, or nested too deeply"), "send one CQL2 JSON object, or filter-lang=cql2-text");
        }
        catch (InvalidOperationException e)
        {
            // A text with half a surrogate pair.
            throw meter.Place.Wrong($"it holds a text that is no Unicode ({e.Message})", "send valid UTF-8", e);
        }
    }

    private Expression Expression(JsonElement json, string path)
    {
        _meter.Down();
        var expression = json.ValueKind switch
        {
            JsonValueKind.String => _meter.Node(new TextLiteral(json.GetString()!)),
            JsonValueKind.Number => _meter.Node(new NumberLiteral(Number(json, path))),
            JsonValueKind.True or JsonValueKind.False => _meter.Node(new BooleanLiteral(json.GetBoolean())),
            JsonValueKind.Array => _meter.Node(new ArrayLiteral(All(json, path))),
            JsonValueKind.Object => Object(json, path),
            _ => throw Wrong(path, "null is no value", "ask with isNull whether nothing is there"),
        };
        _meter.Up();
        return expression;
    }

    private Expression Object(JsonElement json, string path)
    {
        if (json.TryGetProperty("op", out var op)) return Operation(Text(op, $"{path}.op"), json, path);
        if (json.TryGetProperty("property", out var name)) return _meter.Node(new Property(Text(name, $"{path}.property")));
        if (json.TryGetProperty("date", out var day)) return _meter.Node(Instants.Read(Text(day, $"{path}.date")) as DateLiteral ?? throw Wrong($"{path}.date", $"{day} is not a day", "write it as {\"date\": \"2025-06-01\"}"));
        if (json.TryGetProperty("timestamp", out var at)) return _meter.Node(Instants.Read(Text(at, $"{path}.timestamp")) as TimestampLiteral ?? throw Wrong($"{path}.timestamp", $"{at} is not an instant in UTC", "write it as {\"timestamp\": \"2025-06-01T03:20:00Z\"}"));
        if (json.TryGetProperty("interval", out var interval))
        {
            var sides = Items(interval, $"{path}.interval", 2);
            return _meter.Node(new Interval(Side(sides[0], $"{path}.interval[0]"), Side(sides[1], $"{path}.interval[1]")));
        }

        if (json.TryGetProperty("bbox", out var box) && !json.TryGetProperty("type", out _))
        {
            double[] bounds = [.. Items(box, $"{path}.bbox", null).Select(n => Number(n, $"{path}.bbox"))];
            return bounds.Length is 4 or 6 ? _meter.Node(new BoxLiteral([.. bounds])) : throw Wrong($"{path}.bbox", $"it holds {bounds.Length} numbers", "give four, or six with heights");
        }

        return json.TryGetProperty("type", out _)
            ? _meter.Node(new GeometryLiteral(Geometry(json, path)))
            : throw Wrong(path, "this object is none that CQL2 knows", "give op and args, property, date, timestamp, interval, bbox or a GeoJSON geometry");
    }

    private Expression Operation(string op, JsonElement json, string path)
    {
        if (!json.TryGetProperty("args", out var given)) throw Wrong(path, $"'{op}' has no args", "give args as an array");
        string at = $"{path}.args";
        if (Operators.Comparisons.TryGetValue(op, out var comparison)) return Two((a, b) => new Comparison(comparison, a, b));
        if (Operators.Arithmetic.TryGetValue(op, out var arithmetic)) return Two((a, b) => new Arithmetic(arithmetic, a, b));
        if (Operators.Spatial.TryGetValue(op, out var spatial)) return Two((a, b) => new Spatial(spatial, a, b));
        if (Operators.Temporal.TryGetValue(op, out var temporal)) return Two((a, b) => new Temporal(temporal, a, b));
        if (Operators.Arrays.TryGetValue(op, out var arrays)) return Two((a, b) => new ArrayComparison(arrays, a, b));
        switch (op)
        {
            case "and" or "or":
                var terms = All(given, at);
                if (terms.Count == 0) throw Wrong(at, $"'{op}' has no conditions", "give two or more");
                return terms.Count == 1 ? terms[0] : _meter.Node<Expression>(op == "and" ? new And(terms) : new Or(terms));
            case "not":
                return _meter.Node(new Not(Some(1)[0]));
            case "like":
                return Two((a, b) => new Like(a, b));
            case "between":
                var three = Some(3);
                return _meter.Node(new Between(three[0], three[1], three[2]));
            case "in":
                var args = Items(given, at, 2);
                return _meter.Node(new In(Expression(args[0], $"{at}[0]"), All(args[1], $"{at}[1]")));
            case "isNull":
                return _meter.Node(new IsNull(Some(1)[0]));
            case "casei":
                return _meter.Node(new CaseFolded(Some(1)[0]));
            case "accenti":
                return _meter.Node(new AccentFolded(Some(1)[0]));
            default:
                return _meter.Node(new FunctionCall(op, All(given, at)));
        }

        Expression Two(Func<Expression, Expression, Expression> make)
        {
            var two = Some(2);
            return _meter.Node(make(two[0], two[1]));
        }

        ValueList<Expression> Some(int count)
        {
            Items(given, at, count);
            return All(given, at);
        }
    }

    private ValueList<Expression> All(JsonElement json, string path) => [.. Items(json, path, null).Select((item, i) => Expression(item, $"{path}[{i}]"))];

    private Expression? Side(JsonElement json, string path) => json.ValueKind != JsonValueKind.String ? Expression(json, path)
        : json.GetString() is ".." ? null
        : _meter.Node(Instants.Read(json.GetString()!) ?? throw Wrong(path, $"{json} is neither a day nor an instant in UTC", "write \"2025-06-01\", \"2025-06-01T03:20:00Z\" or \"..\""));

    private Geometry Geometry(JsonElement json, string path)
    {
        string type = Text(json.GetProperty("type"), $"{path}.type");
        string member = type == "GeometryCollection" ? "geometries" : "coordinates";
        if (!json.TryGetProperty(member, out var inside)) throw Wrong(path, $"this {type} has no {member}", "give a GeoJSON geometry");
        string at = $"{path}.{member}";
        return LiteralGeometry.Checked(() => type switch
        {
            "Point" => LiteralGeometry.Point(Position(inside)),
            "LineString" => LiteralGeometry.Line(Positions(inside)),
            "Polygon" => Polygon(inside),
            "MultiPoint" => LiteralGeometry.Points(Positions(inside)),
            "MultiLineString" => LiteralGeometry.Lines(Items(inside, at, null).Select(line => LiteralGeometry.Line(Positions(line)))),
            "MultiPolygon" => LiteralGeometry.Polygons(Items(inside, at, null).Select(Polygon)),
            "GeometryCollection" => LiteralGeometry.Collection(Items(inside, at, null).Select((one, i) =>
                one.ValueKind == JsonValueKind.Object && one.TryGetProperty("type", out var inner) && inner.ValueKind == JsonValueKind.String && !inner.ValueEquals("GeometryCollection")
                    ? Geometry(one, $"{at}[{i}]") : throw Wrong($"{at}[{i}]", "this is no geometry, or a collection in a collection", "give a GeoJSON geometry"))),
            _ => throw Wrong($"{path}.type", $"'{type}' is no GeoJSON geometry", "use Point, LineString, Polygon, their Multi forms or GeometryCollection"),
        }, problem => Wrong(path, problem, "mend the geometry"));

        Polygon Polygon(JsonElement rings) => LiteralGeometry.Polygon(Items(rings, at, null).Select(Positions));

        IEnumerable<Coordinate> Positions(JsonElement positions) => Items(positions, at, null).Select(Position);

        Coordinate Position(JsonElement position)
        {
            _meter.Vertex();
            var numbers = Items(position, at, null);
            if (numbers.Count is not (2 or 3)) throw Wrong(at, $"a position holds {numbers.Count} numbers", "give two, or three with height");
            double x = Number(numbers[0], at), y = Number(numbers[1], at);
            return numbers.Count == 2 ? new Coordinate(x, y) : new CoordinateZ(x, y, Number(numbers[2], at));
        }
    }

    private List<JsonElement> Items(JsonElement json, string path, int? count)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Wrong(path, "an array was expected", "write it as [ … ]");
        return count is null || json.GetArrayLength() == count
            ? [.. json.EnumerateArray()]
            : throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"{count} items were expected, {json.GetArrayLength()} were found"), "give them all");
    }

    private string Text(JsonElement json, string path) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Wrong(path, "a text was expected", "put it in double quotes");

    private double Number(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Wrong(path, "a finite number was expected", "give a number below 1.7E308");

    private InputException Wrong(string path, string problem, string mend) => _meter.Place.Wrong($"at {path}: {problem}", mend);
}
