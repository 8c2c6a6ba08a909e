using Geo.Core.Sites.Files;
using Geo.Core.Sites.Places;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites;

/// <summary>
/// Reads a bureau's register row by row: finds the columns by their (Chinese) headers, brings places to longitude and
/// latitude, checks and mends, and says of every row whether it was taken and why not. Nothing is guessed silently.
/// </summary>
public static class RegisterReader
{
    private const int Samples = 3, LongestSample = 60;

    /// <summary>The kinds of register: mine-sites, dumps, sensitive-areas, key-control-areas, towns, rivers.</summary>
    public static IReadOnlyCollection<string> Kinds => RegisterSchema.Kinds;

    /// <summary>Reads a register from a file.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="file">GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML; a table with WKT, longitudes and latitudes or metres: XLSX, XLS, CSV; or a ZIP or KMZ of one.</param>
    /// <param name="options">Layer, CRS, columns.</param>
    /// <exception cref="InputException">No such kind, file, layer, column or CRS; no column for the code where one is needed; a damaged file. In both languages.</exception>
    public static RegisterReading Read(string kind, string file, RegisterOptions options)
    {
        var table = RegisterSource.Open(RegisterSchema.Of(kind), file, options);
        var reading = Read(kind, table, options.FileName ?? file, options);
        return reading with { Layers = table.Layers, HeadLine = table.HeadLine, Remarks = [.. table.Remarks, .. reading.Remarks] };
    }

    private static RegisterReading Read(string kind, RegisterTable table, string where, RegisterOptions options)
    {
        var (schema, layer) = (RegisterSchema.Of(kind), table.Layer);
        var columns = ColumnMap.Of(schema, table, where, options.Map);
        var places = new PlaceReader(columns).Read(layer, out bool turned);
        Coordinate[] positions = [.. places.Where(p => p.Place is { IsEmpty: false }).Select(p => p.Place!.Coordinate).Where(c => double.IsFinite(c.X) && double.IsFinite(c.Y))];
        var system = SourceSystem.Of(layer, positions, where, options);
        var rows = new List<RegisterRow>(layer.Features.Count);
        var seen = new Dictionary<string, RegisterRow>(StringComparer.Ordinal);
        for (int i = 0; i < layer.Features.Count; i++)
        {
            var row = ReadRow(kind, schema, layer.Features[i], i + 1, columns, PlaceCheck.Of(places[i], system, schema.Geometry, options), table.HeadLine is not null);
            if (row.Entry is { } entry && !seen.TryAdd(entry.Code, row))
            {
                var first = seen[entry.Code];
                row = row with
                {
                    Entry = null,
                    Reasons = [new Reason(
                        $"编号 {entry.Code} 与第 {first.Row} 条{(first.Line is { } l ? $"（表中第 {l} 行）" : "")}重复",
                        $"code {entry.Code} occurs already in row {first.Row}{(first.Line is { } m ? $" (line {m} of the file)" : "")}")],
                };
            }

            rows.Add(row);
        }

        return new RegisterReading(kind, rows, columns.ByField, columns.Unused)
        {
            Layer = layer.Name,
            Layers = [layer.Name],
            Header = [.. layer.Fields.Select(f => new RegisterColumn(f, SamplesOf(layer, f)))],
            Fields = ColumnMap.Known(schema),
            Crs = system.Crs,
            CrsFrom = system.How,
            Guess = system.Guess ?? WrongSystem(system, rows, positions, options),
            Remarks = [.. system.Remarks, .. columns.Noted, .. RegisterRemarks.Of(columns, layer, rows, turned)],
        };
    }

    // The file's own word, but none of its rows lies where it could: a zone mixed up.
    private static CrsGuess? WrongSystem(SourceSystem system, List<RegisterRow> rows, Coordinate[] positions, RegisterOptions options) =>
        system.How == "declared" && positions.Length > 0 && !rows.Exists(r => r.Taken) && positions.Any(CrsGuess.IsMetres)
        && CrsGuess.Of(positions, options.District) is { Candidates.Count: > 0 } guess ? guess with { Declared = system.Crs } : null;

    private static string[] SamplesOf(VectorLayer layer, string field) =>
        [.. layer.Features.Select(f => CellReader.Text(f.Attributes.GetValueOrDefault(field))).OfType<string>().Take(Samples).Select(t => t.Length > LongestSample ? t[..LongestSample] + "…" : t)];

    private static RegisterRow ReadRow(
        string kind, RegisterSchema schema, VectorFeature feature, int number, ColumnMap columns, (Geometry? Geometry, IReadOnlyList<Reason> Notes) place, bool isTable)
    {
        var reasons = new List<Reason>();
        var values = new Dictionary<string, object?>();
        bool codeFailed = false;
        foreach (var field in schema.Fields)
        {
            if (columns.Find(field.Name) is { } column)
            {
                if (!CellReader.TryRead(feature.Attributes.GetValueOrDefault(column.Name), field, column, out object? value, out var reason))
                {
                    reasons.Add(reason!);
                    codeFailed |= field.Name == "code";
                }

                values[field.Name] = value;
            }
        }

        string? name = values.GetValueOrDefault("name") as string;
        // Without a code of its own a place goes by its name; a site does not.
        string? code = values.GetValueOrDefault("code") as string ?? (schema.CodeRequired ? null : name);
        if (code is null && !codeFailed)
        {
            reasons.Add(schema.CodeRequired ? new Reason("没有编号", "there is no code") : new Reason("没有编号也没有名称", "there is neither a code nor a name"));
        }

        int? line = isTable ? (int)feature.Fid : null;
        if (place.Geometry is null || reasons.Count > 0)
        {
            return new RegisterRow(number, code, null, place.Geometry is null ? [.. reasons, .. place.Notes] : reasons) { Line = line };
        }

        var entry = EntryBuilder.Build(kind, code!, name ?? code!, place.Geometry, values);
        return new RegisterRow(number, code, entry, [.. place.Notes, .. new[] { EntryBuilder.Oddity(entry) }.OfType<Reason>()]) { Line = line };
    }
}
