using System.Globalization;
using System.Text.Json;

namespace Geo.Core.Store;

/// <summary>Values between .NET and SQLite, by column type.</summary>
internal static class ColumnValue
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    // Chinese stays readable for people who open the file; the text never reaches HTML unescaped.
    private static readonly JsonSerializerOptions ListOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTC with milliseconds; sorts as text.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>What SQLite keeps: null, string, long or double.</summary>
    public static object? ToStored(object? value, ColumnDefinition column, string where)
    {
        try
        {
            return (column.Type, value) switch
            {
                (_, null) => null,
                (ColumnType.Text, string s) => s,
                (ColumnType.Text, Enum e) => e.ToString(),
                (ColumnType.Integer, IConvertible n and not string) => Convert.ToInt64(n, CultureInfo.InvariantCulture),
                (ColumnType.Real, float or double) when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => null,
                (ColumnType.Real, SquareMetres a) => a.Value,
                // A float is widened by its shortest decimal form: 0.35f is stored as 0.35.
                (ColumnType.Real, float f) => double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
                (ColumnType.Real, IConvertible n and not string) => Convert.ToDouble(n, CultureInfo.InvariantCulture),
                (ColumnType.Boolean, bool b) => b ? 1L : 0L,
                (ColumnType.DateTime, DateTimeOffset t) => Instant(t),
                (ColumnType.TextList, IEnumerable<string> list) => JsonSerializer.Serialize(list, ListOptions),
                _ => throw new InvalidCastException(),
            };
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException)
        {
            throw new ArgumentException($"{where}: a {value!.GetType().Name} does not fit column {column.Name} ({column.Type})", nameof(value), e);
        }
    }

    /// <summary>What callers see; the counterpart of <see cref="ToStored"/>.</summary>
    public static object? FromStored(object? stored, ColumnType type) => (type, stored) switch
    {
        (_, null or DBNull) => null,
        (ColumnType.Boolean, long n) => n != 0,
        (ColumnType.DateTime, string s) => Instant(s),
        (ColumnType.TextList, string s) => JsonSerializer.Deserialize<string[]>(s),
        (ColumnType.Real, long n) => (double)n,
        _ => stored,
    };

    /// <summary>A value from a request's text.</summary>
    public static object FromRequest(string text, ColumnDefinition column, string where)
    {
        bool ok;
        object value;
        switch (column.Type)
        {
            case ColumnType.Integer:
                ok = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole);
                value = whole;
                break;
            case ColumnType.Real:
                ok = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real);
                value = real;
                break;
            case ColumnType.Boolean:
                ok = bool.TryParse(text, out bool flag);
                value = flag ? 1L : 0L;
                break;
            case ColumnType.DateTime:
                ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
                value = Instant(at);
                break;
            default:
                return text;
        }

        return ok ? value : throw new InputException(where, column.Name, $"'{text}' is not of type {column.Type}", "give a value of the column's type");
    }
}
