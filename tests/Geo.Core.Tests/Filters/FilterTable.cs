using System.Globalization;
using System.Text.Json;
using Geo.Core.Filters;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Filters;

/// <summary>A table in memory that <see cref="FilterText.Things"/> describes.</summary>
internal static class FilterTable
{
    private static readonly GeometryColumns s_wkb = new(
        blob => blob is null ? null : new WKBReader().Read(blob),
        blob => blob is null ? null : new WKBReader().Read(blob).EnvelopeInternal is var e ? new Extent(e.MinX, e.MinY, e.MaxX, e.MaxY) : null);

    public static long[] Select(SqliteConnection things, Filter filter)
    {
        var sql = filter.ToSql(s_wkb);
        using var command = things.CreateCommand();
        command.CommandText = $"SELECT t.id FROM things AS t WHERE {sql.Condition} ORDER BY t.id";
        foreach (var (name, value) in sql.Parameters) command.Parameters.AddWithValue(name, value);
        sql.Register(command.Connection!);
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read()) ids.Add(reader.GetInt64(0));
        return [.. ids];
    }

    public static SqliteConnection Of(Dictionary<string, object?>[] rows)
    {
        var things = new SqliteConnection("Data Source=:memory:");
        things.Open();
        using var command = things.CreateCommand();
        command.CommandText = "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, n INTEGER, r REAL, ok BOOLEAN, at DATETIME, until DATETIME, day DATE, tags TEXT, geom BLOB)";
        command.ExecuteNonQuery();
        for (int i = 0; i < rows.Length; i++)
        {
            command.Parameters.Clear();
            command.CommandText = "INSERT INTO things VALUES (@id, @name, @n, @r, @ok, @at, @until, @day, @tags, @geometry)";
            command.Parameters.AddWithValue("@id", i);
            foreach (var (name, value) in rows[i])
            {
                command.Parameters.AddWithValue("@" + name, value switch
                {
                    null => DBNull.Value,
                    double n when name == "n" => (long)n,
                    bool b => b ? 1 : 0,
                    DateTime at => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                    DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    string[] tags => JsonSerializer.Serialize(tags),
                    Geometry g => new WKBWriter().Write(g),
                    _ => value,
                });
            }

            command.ExecuteNonQuery();
        }

        return things;
    }

    /// <summary>The three rows of the corpus: Corpus/SOURCE.md says what they hold.</summary>
    public static SqliteConnection Three() => Of(
    [
        Row("河东镇", 1, 0.5, true, new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc), new DateOnly(2025, 1, 1), ["x", "y"], "POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))"),
        Row("Ébène", 2, -1.5, false, new DateTime(2025, 2, 1, 12, 30, 0, 250, DateTimeKind.Utc), new DateTime(2025, 2, 2, 0, 0, 0, DateTimeKind.Utc), new DateOnly(2025, 2, 1), ["y"], "POINT(5 5)"),
        Row(null, null, null, null, null, null, null, null, null),
    ]);

    private static Dictionary<string, object?> Row(string? name, double? n, double? r, bool? ok, DateTime? at, DateTime? until, DateOnly? day, string[]? tags, string? wkt) => new()
    {
        ["name"] = name,
        ["n"] = n,
        ["r"] = r,
        ["ok"] = ok,
        ["at"] = at,
        ["until"] = until,
        ["day"] = day,
        ["tags"] = tags,
        ["geometry"] = wkt is null ? null : new WKTReader().Read(wkt),
    };
}
