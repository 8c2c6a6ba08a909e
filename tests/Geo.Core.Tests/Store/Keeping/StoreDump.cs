using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store.Keeping;

/// <summary>A database row by row, tables in the order of their names.</summary>
internal static class StoreDump
{
    /// <summary>Rows of each table as text.</summary>
    /// <param name="file">The database.</param>
    /// <param name="without">Tables to leave out.</param>
    public static SortedDictionary<string, IReadOnlyList<string>> Of(string file, params string[] without)
    {
        using var connection = Open(file);
        var dump = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string table in Names(connection).Except(without)) dump[table] = Rows(connection, $"SELECT * FROM \"{table}\" ORDER BY {Order(connection, table)}");
        return dump;
    }

    /// <summary>What rows are ordered by: their numbers, or the key where a table has none.</summary>
    public static string Order(SqliteConnection connection, string table) =>
        Rows(connection, $"SELECT wr FROM pragma_table_list('{table}')") is ["1"] ? "1" : "rowid";

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Tables that hold rows: not SQLite's own; R-trees by their shadow tables.</summary>
    public static IReadOnlyList<string> Names(SqliteConnection connection) =>
        [.. Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")];

    public static IReadOnlyList<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture),
            })));
        }

        return rows;
    }
}
