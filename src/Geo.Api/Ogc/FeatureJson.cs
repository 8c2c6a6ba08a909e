using System.Collections.Concurrent;
using Geo.Core.Crs;
using Geo.Core.Store;

namespace Geo.Api.Ogc;

/// <summary>Rows of the store as GeoJSON features, without objects between: the bytes of <see cref="GeoJson"/>. One for each answer.</summary>
internal sealed class FeatureJson(OfferedCrs crs)
{
    private static readonly ConcurrentDictionary<string, byte[]> Names = new();
    private readonly WkbJson _geometry = new(crs);
    private byte[][] _names = [];
    private IReadOnlyList<ColumnDefinition>? _named;

    /// <summary>One feature.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The row.</param>
    /// <param name="links">The member links with its name, for the resource of a single item.</param>
    public void Write(JsonBytes json, StoredRow row, ReadOnlySpan<byte> links = default)
    {
        json.Raw("{\"type\":\"Feature\",\"id\":"u8);
        json.String(row.Id);
        json.Raw(",\"geometry\":"u8);
        _geometry.Write(json, row.Geometry);
        json.Raw(",\"properties\":{"u8);
        if (!ReferenceEquals(_named, row.Columns))
        {
            // Names of columns hold nothing that would be escaped.
            _named = row.Columns;
            _names = [.. row.Columns.Select((c, i) => Names.GetOrAdd(i == 0 ? $"\"{c.Name}\":" : $",\"{c.Name}\":", static n => System.Text.Encoding.UTF8.GetBytes(n)))];
        }

        for (int i = 0; i < _names.Length; i++)
        {
            json.Raw(_names[i]);
            Value(json, row, i);
        }

        json.Raw((byte)'}');
        if (!links.IsEmpty)
        {
            json.Raw((byte)',');
            json.Raw(links);
        }

        json.Raw((byte)'}');
    }

    private static void Value(JsonBytes json, StoredRow row, int column)
    {
        switch (row.Kind(column), row.Columns[column].Type)
        {
            case (StoredKind.Nothing, _):
                json.Raw("null"u8);
                break;
            case (StoredKind.Text, ColumnType.Text):
                json.String(row.Text(column));
                break;
            case (StoredKind.Whole, ColumnType.Integer or ColumnType.Text):
                json.Number(row.Whole(column));
                break;
            case (StoredKind.Whole or StoredKind.Number, ColumnType.Real) when row.Number(column) is var number && double.IsFinite(number):
                json.Number(number);
                break;
            case (StoredKind.Whole, ColumnType.Boolean):
                json.Raw(row.Whole(column) != 0 ? "true"u8 : "false"u8);
                break;
            case (StoredKind.Text, ColumnType.DateTime) when row.Text(column) is var instant && IsOurs(instant):
                json.Raw((byte)'"');
                json.Raw(instant[20..23].SequenceEqual("000"u8) ? instant[..19] : instant[..23]);
                json.Raw("Z\""u8);
                break;
            default:
                Other(json, row.Value(column));
                break;
        }
    }

    // yyyy-MM-ddTHH:mm:ss.fffZ, as the store writes instants.
    private static bool IsOurs(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> form = "0000-00-00T00:00:00.000Z"u8;
        if (text.Length != form.Length)
        {
            return false;
        }

        for (int i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? text[i] is < (byte)'0' or > (byte)'9' : text[i] != form[i])
            {
                return false;
            }
        }

        return true;
    }

    // Lists, and what another program wrote into a column that is not of its type.
    private static void Other(JsonBytes json, object? value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(bytes, Json.Writer))
        {
            GeoJson.Value(writer, value);
        }

        json.Raw(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
