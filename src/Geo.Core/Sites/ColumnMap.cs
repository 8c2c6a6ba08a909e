using Geo.Core.Sites.Files;

namespace Geo.Core.Sites;

/// <summary>A column taken for a field; cells are multiplied by the factor.</summary>
internal sealed record MappedColumn(string Name, double Factor);

/// <summary>Which column of a file holds which field.</summary>
internal sealed class ColumnMap
{
    // Places in a table may stand in columns of their own. 横 is east and 纵 north both in mathematics and in surveying; X and Y are not.
    private static readonly Dictionary<string, string[]> PlaceAliases = new()
    {
        ["lon"] = ["lon", "lng", "longitude", "long", "经度", "东经", "x", "x坐标", "中心经度", "横坐标", "东坐标", "easting"],
        ["lat"] = ["lat", "latitude", "纬度", "北纬", "y", "y坐标", "中心纬度", "纵坐标", "北坐标", "northing"],
        ["wkt"] = ["wkt", "geometry", "geom", "图形", "几何"],
        ["position"] = ["坐标", "经纬度", "经纬度坐标", "中心坐标", "位置坐标", "拐点坐标", "界址点坐标", "坐标串", "lonlat", "coordinates"],
    };

    private readonly Dictionary<string, MappedColumn> _columns = [];
    private readonly List<Reason> _noted = [];
    private readonly RegisterTable _table;

    private ColumnMap(bool explicitPlace, RegisterTable table) => (ExplicitPlace, _table) = (explicitPlace, table);

    public IReadOnlyList<string> Unused { get; private set; } = [];

    /// <summary>Which columns were read by a unit that stands above the head, or known by a name that was cut.</summary>
    public IReadOnlyList<Reason> Noted => _noted;

    /// <summary>True where lon and lat were named by the user: they go before the file's own geometry.</summary>
    public bool ExplicitPlace { get; }

    public IReadOnlyDictionary<string, string> ByField => _columns.ToDictionary(c => c.Key, c => c.Value.Name);

    public MappedColumn? Find(string field) => _columns.GetValueOrDefault(field);

    /// <summary>The column of a coordinate; with those for minutes and seconds that stand behind it where degrees have a column of their own (经度度, 经度分, 经度秒). Empty for none.</summary>
    public IReadOnlyList<string> PartsOf(string field)
    {
        if (Find(field)?.Name is not { } degrees) return [];
        var heads = _table.Layer.Fields;
        int at = heads.ToList().IndexOf(degrees);
        string whole = RegisterSchema.Normalise(degrees), stem = whole.EndsWith('度') ? whole[..^1] : whole;
        // A head that stands twice has its letter behind it.
        bool Holds(int column, char part) => column < heads.Count && RegisterSchema.Normalise(heads[column]) is var head && (head == stem + part || head == whole + part || (head.StartsWith(part) && head.Length <= 2));
        return !Holds(at + 1, '分') ? [degrees] : Holds(at + 2, '秒') ? [degrees, heads[at + 1], heads[at + 2]] : [degrees, heads[at + 1]];
    }

    /// <summary>The fields that a column may be named for: those of the register, then lon, lat, wkt and position.</summary>
    public static IReadOnlyList<string> Known(RegisterSchema schema) => [.. schema.Fields.Select(f => f.Name), .. PlaceAliases.Keys];

    /// <summary>The field that a head stands for; null for none.</summary>
    public static string? FieldOf(RegisterSchema schema, string head) =>
        schema.Fields.FirstOrDefault(f => Names(f).Any(name => Is(head, name, f)))?.Name
        ?? PlaceAliases.FirstOrDefault(p => p.Value.Any(alias => Is(head, alias, null))).Key ?? Loosely(head);

    /// <summary>Finds them: what the person says, else what the heads say.</summary>
    /// <param name="schema">The register.</param>
    /// <param name="table">The file's columns, and the unit that a note above the head gives for those without one.</param>
    /// <param name="where">What messages call the file.</param>
    /// <param name="given">Columns that the person has named, by field.</param>
    /// <exception cref="InputException">A field or column that is not there, or no column for the code where one is needed; in both languages.</exception>
    public static ColumnMap Of(RegisterSchema schema, RegisterTable table, string where, IReadOnlyDictionary<string, string> given)
    {
        var (known, headers) = (Known(schema), table.Layer.Fields);
        var map = new ColumnMap(given.ContainsKey("lon") && given.ContainsKey("lat"), table);
        foreach (var (field, header) in given)
        {
            if (!known.Contains(field))
            {
                throw new InputException(where, field, "the register has no such field", $"use one of {string.Join(", ", known)}")
                { Chinese = $"台账没有这个字段；可用 {string.Join("、", known)}" };
            }

            string column = headers.FirstOrDefault(h => h == header) ?? headers.FirstOrDefault(h => Same(h, header))
                ?? throw new InputException(where, header, "there is no such column", $"the columns are {string.Join(", ", headers)}")
                { Chinese = $"没有这一列；现有列：{string.Join("、", headers)}" };
            map._columns[field] = new MappedColumn(column, map.Factor(schema.Fields.FirstOrDefault(f => f.Name == field), column));
        }

        foreach (var field in schema.Fields.Where(f => !given.ContainsKey(f.Name)))
        {
            map.Add(field.Name, headers, Names(field), field);
        }

        if (table.MayBeCut) map.AddCut(schema, headers);

        foreach (var (place, aliases) in PlaceAliases.Where(p => !given.ContainsKey(p.Key)))
        {
            map.Add(place, headers, aliases, null);
            if (map.Find(place) is null && headers.FirstOrDefault(h => Loosely(h) == place && map._columns.Values.All(c => c.Name != h)) is { } loose)
            {
                map._columns[place] = new MappedColumn(loose, 1);
            }
        }

        if (schema.CodeRequired && map.Find("code") is null)
        {
            throw new InputException(where, "code", "no column is the code (编号)",
                $"name it with --map code=COLUMN; the columns are {string.Join(", ", headers)}")
            { Chinese = $"没有找到编号列；请用 --map code=列名 指定，现有列：{string.Join("、", headers)}" };
        }

        map.Unused = [.. headers.Except(map._columns.Values.Select(c => c.Name))];
        return map;
    }

    // Earlier aliases win over later ones, a column is taken once.
    private void Add(string field, IReadOnlyList<string> headers, IEnumerable<string> aliases, RegisterField? schema)
    {
        var taken = _columns.Values.Select(c => c.Name).ToHashSet();
        string? column = aliases.Select(a => headers.FirstOrDefault(h => Is(h, a, schema) && !taken.Contains(h))).FirstOrDefault(h => h is not null);
        if (column is not null)
        {
            _columns[field] = new MappedColumn(column, Factor(schema, column));
        }
    }

    // Of 矿山编号 a DBF in UTF-8 keeps 矿山编. Taken where it begins the names of one field only, and said so.
    private void AddCut(RegisterSchema schema, IReadOnlyList<string> headers)
    {
        const int kept = 3;
        foreach (string head in headers.Where(h => h.Length == kept && h.All(c => c > '\u2E80') && _columns.Values.All(c => c.Name != h)))
        {
            var fields = schema.Fields.Where(f => f.Aliases.Any(a => a.Length > kept && a.StartsWith(head, StringComparison.Ordinal))).ToList();
            if (fields is not [var field] || _columns.ContainsKey(field.Name)) continue;
            _columns[field.Name] = new MappedColumn(head, Factor(field, head));
            string whole = field.Aliases.First(a => a.StartsWith(head, StringComparison.Ordinal));
            _noted.Add(new Reason($"列名“{head}”被 Shapefile 截断，按“{whole}”读取", $"the column name '{head}' was cut by the shapefile; it was read as '{whole}'"));
        }
    }

    private static IEnumerable<string> Names(RegisterField field) => [field.Name, .. field.Scaled?.Keys ?? [], .. field.Aliases];

    // The head's own unit goes before one that stands above the head; cells go before both.
    private double Factor(RegisterField? field, string column)
    {
        if (field?.Unit is not { } unit) return 1;
        if (field.Scaled?.FirstOrDefault(s => Same(s.Key, column)).Value is { } factor and not 0) return factor;
        if (UnitWords.AtEnd(column, unit) is { } own) return own;
        if (Names(field).Select(n => UnitWords.Behind(column, n, unit)).FirstOrDefault(f => f is not null) is { } behind) return behind;
        if (!_table.Units.TryGetValue(unit, out var noted)) return 1;
        _noted.Add(new Reason($"“{column}”列没有写单位，按表头上方注明的“单位：{noted.Word}”读取", $"column '{column}' names no unit; it was read in {noted.Word}, as the note above the head says"));
        return noted.Factor;
    }

    private static bool Is(string head, string alias, RegisterField? field) => Same(head, alias) || (field?.Unit is { } unit && UnitWords.Behind(head, alias, unit) is not null);

    // 中心点经度(E), 东经（度分秒）: whatever else the head says.
    private static string? Loosely(string head)
    {
        string name = RegisterSchema.Normalise(head);
        bool lon = name.Contains("经度", StringComparison.Ordinal) || name.Contains("东经", StringComparison.Ordinal);
        bool lat = name.Contains("纬度", StringComparison.Ordinal) || name.Contains("北纬", StringComparison.Ordinal);
        bool both = (lon && lat) || name.Contains("经纬度", StringComparison.Ordinal);
        return name.Length > 16 ? null : both ? "position" : lon ? "lon" : lat ? "lat" : null;
    }

    private static bool Same(string a, string b) => RegisterSchema.Normalise(a) == RegisterSchema.Normalise(b);
}
