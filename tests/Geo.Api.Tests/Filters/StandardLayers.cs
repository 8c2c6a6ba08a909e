using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Api.Tests.Filters;

/// <summary>
/// The test dataset of OGC CQL2 (Natural Earth) as three layers of a workspace of their own: the same tables, R-trees and
/// statements that our layers have. Instants get the store's form, days stay days.
/// </summary>
public sealed class StandardLayers : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, StoredLayer> _layers = [];
    private WorkspaceStore? _store;

    /// <summary>A layer by its name in the dataset; skips the test where the dataset is absent.</summary>
    internal StoredLayer Layer(string name)
    {
        string source = SharedData.Path("standards", "cql2", "cql2", "standard", "data", "ne110m4cql2.gpkg");
        if (_store is null) Fill(source);
        return _layers[name];
    }

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }

    private void Fill(string source)
    {
        var workspace = new Workspace(_folder.File("ws"));
        _store = WorkspaceStore.Create(workspace, TimeProvider.System);
        var database = new Database(workspace.Database);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "ATTACH @source AS src";
        command.Parameters.AddWithValue("@source", source);
        command.ExecuteNonQuery();
        foreach (string table in (string[])["ne_110m_admin_0_countries", "ne_110m_populated_places_simple", "ne_110m_rivers_lake_centerlines"])
        {
            command.CommandText = $"SELECT name, type FROM src.pragma_table_info('{table}') WHERE name NOT IN ('fid', 'geom')";
            var columns = new List<(string Name, string Type)>();
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read()) columns.Add((reader.GetString(0), reader.GetString(1).Split('(')[0]));
            }

            string list = string.Join(", ", columns.Select(c => $"\"{c.Name}\"")), values = string.Join(", ", columns.Select(c => c.Type == "DATETIME" ? $"\"{c.Name}\" || '.000Z'" : $"\"{c.Name}\""));
            command.CommandText = $"""
                CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom, id TEXT, {string.Join(", ", columns.Select(c => $"\"{c.Name}\" {c.Type}"))}, revision INTEGER);
                CREATE TABLE {table}_history AS SELECT *, NULL AS end_revision FROM {table} WHERE 0;
                INSERT INTO {table} (fid, geom, id, {list}, revision) SELECT fid, geom, CAST(fid AS TEXT), {values}, 0 FROM src.{table};
                CREATE VIRTUAL TABLE rtree_{table}_geom USING rtree(id, minx, maxx, miny, maxy);
                INSERT INTO rtree_{table}_geom SELECT id, minx, maxx, miny, maxy FROM src.rtree_{table}_geom;
                """;
            command.ExecuteNonQuery();
            var definition = new LayerDefinition(table.Replace('_', '-'), table, table, GeometryKind.Any, [.. columns.Select(c => new ColumnDefinition(c.Name, TypeOf(c.Type), c.Name, c.Name))], null, Visibility.Public)
            {
                Queryables = new Queryables([new("geom", FilterType.Geometry, "t.geom"), .. columns.Select(c => new QueryableProperty(c.Name, FilterTypeOf(c.Type), $"t.\"{c.Name}\""))]) { SpatialIndex = ($"rtree_{table}_geom", "t.fid") },
            };
            _layers.Add(table, new StoredLayer(database, new CountCache(), definition));
        }
    }

    private static ColumnType TypeOf(string type) => type switch
    {
        "REAL" => ColumnType.Real,
        "INTEGER" => ColumnType.Integer,
        "BOOLEAN" => ColumnType.Boolean,
        "DATETIME" => ColumnType.DateTime,
        _ => ColumnType.Text,
    };

    private static FilterType FilterTypeOf(string type) => type switch
    {
        "REAL" or "INTEGER" => FilterType.Number,
        "BOOLEAN" => FilterType.Boolean,
        "DATETIME" => FilterType.Timestamp,
        "DATE" => FilterType.Date,
        _ => FilterType.Text,
    };
}
