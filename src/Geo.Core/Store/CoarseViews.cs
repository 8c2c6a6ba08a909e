using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>
/// Views of a connection's own (TEMP) that stand before the tables of coarsened layers, their histories, their R-trees and the list
/// of contents: SQLite looks a bare name up among them first, so that no statement of such a connection comes to an exact place or to
/// a column left out, whatever it asks. The R-trees' boxes are widened by a cell: they find what may be meant, and nobody may tell them. Names come from the layers' definitions and from the file's own tables.
/// </summary>
internal sealed class CoarseViews(IReadOnlyCollection<CoarseLayer> layers)
{
    /// <summary>Puts them on a connection, which must not be pooled with others.</summary>
    public void Make(SqliteConnection connection)
    {
        foreach (var layer in layers)
        {
            string table = layer.Definition.Table;
            string geometry = "geom";
            if (layer.Definition.Cells is { } grid)
            {
                geometry = $"coarse_{table}(geom) AS geom";
                connection.CreateFunction<byte[]?, byte[]?>($"coarse_{table}", blob => grid.Blob(blob, layer.Definition), isDeterministic: true);
                connection.Execute($"CREATE TEMP VIEW rtree_{table}_geom AS {grid.Reach($"main.rtree_{table}_geom")}");
            }

            foreach (string source in (string[])[table, $"{table}_history"])
            {
                var columns = connection.Query<string>("SELECT name FROM pragma_table_info(@source)", new { source })
                    .Where(name => !layer.Without.Contains(name)).Select(name => name == "geom" ? geometry : name);
                connection.Execute($"CREATE TEMP VIEW {source} AS SELECT {string.Join(", ", columns)} FROM main.{source}");
            }
        }

        Contents(connection);
    }

    private void Contents(SqliteConnection connection)
    {
        var columns = connection.Query<string>("SELECT name FROM pragma_table_info('gpkg_contents')").ToList();
        var placed = layers.Where(layer => layer.GridMetres is not null).Select(layer => layer.Definition.Table).ToList();
        if (placed.Count == 0)
        {
            return;
        }

        string Bound(string name, string whole, string of) => string.Create(CultureInfo.InvariantCulture,
            $"CASE table_name {string.Concat(placed.Select(table => $"WHEN '{table}' THEN (SELECT {whole}({of}(geom)) FROM temp.{table}) WHEN '{table}_history' THEN NULL "))}ELSE {name} END AS {name}");
        connection.Execute($"""
            CREATE TEMP VIEW gpkg_contents AS SELECT {string.Join(", ", columns.Select(name => name switch
        {
            "min_x" => Bound(name, "min", "ST_MinX"),
            "min_y" => Bound(name, "min", "ST_MinY"),
            "max_x" => Bound(name, "max", "ST_MaxX"),
            "max_y" => Bound(name, "max", "ST_MaxY"),
            _ => name,
        }))} FROM main.gpkg_contents
            """);
    }
}
