namespace Geo.Core.Sites;

/// <summary>A column taken for a field; cells are multiplied by the factor.</summary>
internal sealed record MappedColumn(string Name, double Factor);

/// <summary>Which column of a file holds which field.</summary>
internal sealed class ColumnMap
{
    // Places in a table may stand in columns of their own.
    private static readonly Dictionary<string, string[]> PlaceAliases = new()
    {
        ["lon"] = ["lon", "lng", "longitude", "经度", "东经", "x", "x坐标", "中心经度"],
        ["lat"] = ["lat", "latitude", "纬度", "北纬", "y", "y坐标", "中心纬度"],
        ["wkt"] = ["wkt", "geometry", "geom", "图形", "几何"],
    };

    private readonly Dictionary<string, MappedColumn> _columns = [];

    private ColumnMap(IReadOnlyList<string> unused, bool explicitPlace) => (Unused, ExplicitPlace) = (unused, explicitPlace);

    public IReadOnlyList<string> Unused { get; private set; }

    /// <summary>True where lon and lat were named by the user: they go before the file's own geometry.</summary>
    public bool ExplicitPlace { get; }

    public IReadOnlyDictionary<string, string> ByField => _columns.ToDictionary(c => c.Key, c => c.Value.Name);

    public MappedColumn? Find(string field) => _columns.GetValueOrDefault(field);

    public static ColumnMap Of(RegisterSchema schema, IReadOnlyList<string> headers, string where, IReadOnlyDictionary<string, string> given)
    {
        var known = schema.Fields.Select(f => f.Name).Concat(PlaceAliases.Keys).ToArray();
        var map = new ColumnMap([], given.ContainsKey("lon") && given.ContainsKey("lat"));
        foreach (var (field, header) in given)
        {
            if (!known.Contains(field))
            {
                throw new InputException(where, field, "the register has no such field", $"use one of {string.Join(", ", known)}");
            }

            string column = headers.FirstOrDefault(h => h == header) ?? headers.FirstOrDefault(h => Same(h, header))
                ?? throw new InputException(where, header, "there is no such column", $"the columns are {string.Join(", ", headers)}");
            map._columns[field] = new MappedColumn(column, Factor(schema.Fields.FirstOrDefault(f => f.Name == field), column));
        }

        foreach (var field in schema.Fields.Where(f => !given.ContainsKey(f.Name)))
        {
            map.Add(field.Name, headers, [field.Name, .. field.Scaled?.Keys ?? [], .. field.Aliases], field);
        }

        foreach (var (place, aliases) in PlaceAliases.Where(p => !given.ContainsKey(p.Key)))
        {
            map.Add(place, headers, aliases, null);
        }

        if (schema.CodeRequired && map.Find("code") is null)
        {
            throw new InputException(where, "code", "no column is the code (编号)",
                $"name it with --map code=COLUMN; the columns are {string.Join(", ", headers)}");
        }

        map.Unused = [.. headers.Except(map._columns.Values.Select(c => c.Name))];
        return map;
    }

    // Earlier aliases win over later ones, a column is taken once.
    private void Add(string field, IReadOnlyList<string> headers, IEnumerable<string> aliases, RegisterField? schema)
    {
        var taken = _columns.Values.Select(c => c.Name).ToHashSet();
        string? column = aliases.Select(a => headers.FirstOrDefault(h => Same(h, a) && !taken.Contains(h))).FirstOrDefault(h => h is not null);
        if (column is not null)
        {
            _columns[field] = new MappedColumn(column, Factor(schema, column));
        }
    }

    private static double Factor(RegisterField? field, string column) =>
        field?.Scaled?.FirstOrDefault(s => Same(s.Key, column)).Value is { } factor and not 0 ? factor : 1;

    private static bool Same(string a, string b) => RegisterSchema.Normalise(a) == RegisterSchema.Normalise(b);
}
