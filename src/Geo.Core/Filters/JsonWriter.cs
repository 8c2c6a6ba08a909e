using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>A tree as CQL2 JSON.</summary>
internal sealed class JsonWriter(Utf8JsonWriter json)
{
    public static string Write(Expression expression)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new JsonWriter(json).Put(expression);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void Put(Expression expression)
    {
        switch (expression)
        {
            case TextLiteral text:
                json.WriteStringValue(text.Value);
                break;
            case NumberLiteral number:
                json.WriteNumberValue(number.Value);
                break;
            case BooleanLiteral boolean:
                json.WriteBooleanValue(boolean.Value);
                break;
            case ArrayLiteral array:
                List(array.Items);
                break;
            case Property property:
                Single("property", property.Name);
                break;
            case DateLiteral day:
                Single("date", Instants.Write(day.Value));
                break;
            case TimestampLiteral at:
                Single("timestamp", Instants.Write(at.Value));
                break;
            case Interval interval:
                json.WriteStartObject();
                json.WriteStartArray("interval");
                Side(interval.From);
                Side(interval.To);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case BoxLiteral box:
                json.WriteStartObject();
                json.WriteStartArray("bbox");
                foreach (double bound in box.Bounds) json.WriteNumberValue(bound);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case GeometryLiteral geometry:
                Shape(geometry.Value);
                break;
            default:
                Operation(expression);
                break;
        }
    }

    private void Operation(Expression expression)
    {
        var (name, arguments) = Parts(expression);
        json.WriteStartObject();
        json.WriteString("op", name);
        json.WriteStartArray("args");
        foreach (var argument in arguments) Put(argument);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static (string Name, Expression[] Arguments) Parts(Expression expression) => expression switch
    {
        And and => ("and", [.. and.Terms]),
        Or or => ("or", [.. or.Terms]),
        Not not => ("not", [not.Term]),
        Comparison c => (Operators.Comparisons.Name(c.Operator), [c.Left, c.Right]),
        Like like => ("like", [like.Value, like.Pattern]),
        Between b => ("between", [b.Value, b.Low, b.High]),
        In one => ("in", [one.Value, new ArrayLiteral(one.Items)]),
        IsNull nothing => ("isNull", [nothing.Value]),
        Spatial s => (Operators.Spatial.Name(s.Relation), [s.Left, s.Right]),
        Temporal t => (Operators.Temporal.Name(t.Relation), [t.Left, t.Right]),
        ArrayComparison a => (Operators.Arrays.Name(a.Relation), [a.Left, a.Right]),
        Arithmetic a => (Operators.Arithmetic.Name(a.Operator), [a.Left, a.Right]),
        CaseFolded folded => ("casei", [folded.Text]),
        AccentFolded folded => ("accenti", [folded.Text]),
        FunctionCall call => (call.Name, [.. call.Arguments]),
        _ => throw new InvalidOperationException($"no JSON for {expression.GetType().Name}"),
    };

    private void List(ValueList<Expression> items)
    {
        json.WriteStartArray();
        foreach (var item in items) Put(item);
        json.WriteEndArray();
    }

    private void Single(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    private void Side(Expression? side)
    {
        switch (side)
        {
            case null:
                json.WriteStringValue("..");
                break;
            case DateLiteral day:
                json.WriteStringValue(Instants.Write(day.Value));
                break;
            case TimestampLiteral at:
                json.WriteStringValue(Instants.Write(at.Value));
                break;
            default:
                Put(side);
                break;
        }
    }

    private void Shape(Geometry geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType);
        json.WritePropertyName(geometry.GeometryType == "GeometryCollection" ? "geometries" : "coordinates");
        Inside(geometry);
        json.WriteEndObject();
    }

    private void Inside(Geometry geometry)
    {
        switch (geometry)
        {
            case Point point:
                Position(point.Coordinate);
                break;
            case Polygon polygon:
                json.WriteStartArray();
                Inside(polygon.Shell);
                foreach (var hole in polygon.Holes) Inside(hole);
                json.WriteEndArray();
                break;
            case GeometryCollection collection:
                json.WriteStartArray();
                foreach (var member in collection.Geometries)
                {
                    if (collection.GeometryType == "GeometryCollection") Shape(member);
                    else Inside(member);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStartArray();
                foreach (var at in geometry.Coordinates) Position(at);
                json.WriteEndArray();
                break;
        }
    }

    private void Position(Coordinate at)
    {
        json.WriteStartArray();
        json.WriteNumberValue(at.X);
        json.WriteNumberValue(at.Y);
        if (at is CoordinateZ z) json.WriteNumberValue(z.Z);
        json.WriteEndArray();
    }
}
