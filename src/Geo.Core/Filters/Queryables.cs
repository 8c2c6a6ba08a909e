namespace Geo.Core.Filters;

/// <summary>What kind of value an expression has.</summary>
public enum FilterType
{
    /// <summary>Text, compared by code point.</summary>
    Text = 0,
    /// <summary>Whole or not.</summary>
    Number,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Instant, UTC.</summary>
    Timestamp,
    /// <summary>Day.</summary>
    Date,
    /// <summary>Two instants.</summary>
    Interval,
    /// <summary>Geometry.</summary>
    Geometry,
    /// <summary>List of values.</summary>
    Array,
}

/// <summary>A property that filters may name.</summary>
/// <param name="Name">Its name in filters.</param>
/// <param name="Type">
/// Its kind, which says what its SQL gives: text, number, 0 or 1, "yyyy-MM-ddTHH:mm:ss.fffZ", "yyyy-MM-dd", a geometry blob, a JSON array of texts.
/// </param>
/// <param name="Sql">SQL of its value, from a layer's definition and never from a request.</param>
public sealed record QueryableProperty(string Name, FilterType Type, string Sql);

/// <summary>The properties that filters of one layer may name.</summary>
public sealed class Queryables(IEnumerable<QueryableProperty> properties)
{
    private readonly Dictionary<string, QueryableProperty> _byName = properties.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>In order of the definition.</summary>
    public IReadOnlyCollection<QueryableProperty> All => _byName.Values;

    /// <summary>The R-tree over the geometry property's column (columns id, minx, maxx, miny, maxy), and the SQL of the row number that it counts by; null where there is none.</summary>
    public (string Table, string RowId)? SpatialIndex { get; init; }

    /// <summary>Where the R-tree's boxes are computed ones: the box that the tree's own (columns west, east, south, north), by which it finds rows, touch where those touch a box. Null else.</summary>
    public Func<Extent, Extent>? Around { get; init; }

    /// <summary>The property of a name; null where there is none.</summary>
    public QueryableProperty? Find(string name) => _byName.GetValueOrDefault(name);
}
