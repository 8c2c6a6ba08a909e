namespace Geo.Core.Filters;

/// <summary>How a filter is written.</summary>
public enum FilterLanguage
{
    /// <summary>cql2-text</summary>
    Text = 0,
    /// <summary>cql2-json</summary>
    Json,
}

/// <summary>A CQL2 filter (OGC 21-065r2), read and held against the properties that it may name. Immutable.</summary>
public sealed class Filter
{
    private Filter(Expression expression, Queryables queryables) => (Expression, Queryables) = (expression, queryables);

    /// <summary>The condition; geometries in longitude/latitude.</summary>
    public Expression Expression { get; }

    /// <summary>The properties that it may name.</summary>
    public Queryables Queryables { get; }

    /// <summary>Reads and checks a filter.</summary>
    /// <param name="text">CQL2 text or JSON.</param>
    /// <param name="language">Which of the two.</param>
    /// <param name="crs">CRS of its geometries.</param>
    /// <param name="queryables">What it may name.</param>
    /// <param name="place">What errors name.</param>
    /// <param name="limits">How large it may be; null for <see cref="FilterLimits.Default"/>.</param>
    /// <exception cref="InputException">It is no CQL2, too large, names what is not there, or compares what does not fit.</exception>
    public static Filter Of(string text, FilterLanguage language, FilterCrs crs, Queryables queryables, FilterPlace place, FilterLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        var expression = Parse(text, language, place, limits);
        return new Filter(new Checker(queryables, crs, place).Condition(expression), queryables);
    }

    /// <summary>The tree of a filter as written, not held against any properties.</summary>
    /// <exception cref="InputException">It is no CQL2, or too large.</exception>
    public static Expression Parse(string text, FilterLanguage language, FilterPlace place, FilterLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var caps = limits ?? FilterLimits.Default;
        var meter = new FilterMeter(caps, place);
        return language == FilterLanguage.Json ? JsonReader.Read(text, meter, caps) : TextParser.Parse(text, meter);
    }

    /// <summary>A tree in one of the two forms.</summary>
    /// <exception cref="InputException">The form cannot say it (a text ending in a backslash in CQL2 text).</exception>
    public static string Write(Expression expression, FilterLanguage language) =>
        language == FilterLanguage.Json ? JsonWriter.Write(expression) : TextWriter.Write(expression, new FilterPlace("CQL2 text", null));

    /// <summary>The language of a name; CQL2 text for null.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static FilterLanguage LanguageOf(string? name, FilterPlace place) => name switch
    {
        null or "cql2-text" => FilterLanguage.Text,
        "cql2-json" => FilterLanguage.Json,
        _ => throw (place ?? throw new ArgumentNullException(nameof(place))).Wrong($"'{name}' is not offered", "use cql2-text or cql2-json"),
    };

    /// <summary>The filter as SQL for SQLite: values as parameters only, columns as <see cref="Queryables"/> names them.</summary>
    public SqlFilter ToSql(GeometryColumns columns) => new SqlTranslation(Queryables, columns).Of(Expression);
}
