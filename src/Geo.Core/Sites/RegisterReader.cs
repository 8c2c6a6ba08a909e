using Geo.Core.Vectors;

namespace Geo.Core.Sites;

/// <summary>
/// Reads a bureau's register row by row: finds the columns by their (Chinese) headers, brings places to longitude and
/// latitude, checks and mends, and says of every row whether it was taken and why not. Nothing is guessed silently.
/// </summary>
public static class RegisterReader
{
    /// <summary>The kinds of register: mine-sites, dumps, sensitive-areas, key-control-areas, towns, rivers.</summary>
    public static IReadOnlyCollection<string> Kinds => RegisterSchema.Kinds;

    /// <summary>Reads a register from a file.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="file">GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, or CSV with WKT or lon/lat columns.</param>
    /// <param name="options">Layer, CRS, columns.</param>
    /// <exception cref="InputException">No such kind, file, layer, column or CRS; no column for the code where one is needed.</exception>
    public static RegisterReading Read(string kind, string file, RegisterOptions options)
    {
        _ = RegisterSchema.Of(kind);
        return Read(kind, VectorFile.Read(file, options.Layer), file, options);
    }

    /// <summary>Reads a register from a layer in memory.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="where">What messages call it.</param>
    /// <param name="options">CRS and columns.</param>
    public static RegisterReading Read(string kind, VectorLayer layer, string where, RegisterOptions options)
    {
        var schema = RegisterSchema.Of(kind);
        var columns = ColumnMap.Of(schema, layer.Fields, where, options.Map);
        var places = PlaceReader.For(layer, columns, where, options);
        var rows = new List<RegisterRow>(layer.Features.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < layer.Features.Count; i++)
        {
            var row = ReadRow(kind, schema, layer.Features[i], i + 1, columns, places, options);
            if (row.Entry is { } entry && !seen.TryAdd(entry.Code, row.Row))
            {
                row = row with
                {
                    Entry = null,
                    Reasons = [new Reason($"编号 {entry.Code} 与第 {seen[entry.Code]} 行重复", $"code {entry.Code} occurs already in row {seen[entry.Code]}")],
                };
            }

            rows.Add(row);
        }

        return new RegisterReading(kind, rows, columns.ByField, columns.Unused);
    }

    private static RegisterRow ReadRow(
        string kind, RegisterSchema schema, VectorFeature feature, int number, ColumnMap columns, PlaceReader places, RegisterOptions options)
    {
        var reasons = new List<Reason>();
        var values = new Dictionary<string, object?>();
        foreach (var field in schema.Fields)
        {
            if (columns.Find(field.Name) is { } column)
            {
                if (!CellReader.TryRead(feature.Attributes.GetValueOrDefault(column.Name), field, column.Factor, out object? value, out var reason))
                {
                    reasons.Add(reason!);
                }

                values[field.Name] = value;
            }
        }

        string? name = values.GetValueOrDefault("name") as string;
        // Without a code of its own a place goes by its name; a site does not.
        string? code = values.GetValueOrDefault("code") as string ?? (schema.CodeRequired ? null : name);
        if (code is null)
        {
            reasons.Add(schema.CodeRequired ? new Reason("没有编号", "there is no code") : new Reason("没有编号也没有名称", "there is neither a code nor a name"));
        }

        var (geometry, note) = places.Read(feature, schema.Geometry, options.AnyPlace);
        if (geometry is null || reasons.Count > 0)
        {
            return new RegisterRow(number, code, null, geometry is null ? [.. reasons, note!] : reasons);
        }

        var entry = EntryBuilder.Build(kind, code!, name ?? code!, geometry, values);
        return new RegisterRow(number, code, entry, [.. new[] { note, EntryBuilder.Oddity(entry) }.OfType<Reason>()]);
    }
}
